import { assessment } from './domain/assessment/index.ts'
import { closing } from './domain/closing/index.ts'
import { district } from './domain/district/index.ts'
import { feedback } from './domain/feedback/index.ts'
import { indicators } from './domain/indicators/index.ts'
import { organisation } from './domain/organisation/index.ts'
import { corePolicy } from './domain/policy.ts'
import { problems } from './domain/problems/index.ts'
import { strategy } from './domain/strategy/index.ts'
import { supervision } from './domain/supervision/index.ts'
import { tasks } from './domain/tasks/index.ts'
import { slice } from './engine/slice.ts'
import { coreViews } from './views/index.ts'

const policy = slice({ name: 'policy', policy: corePolicy })
const views = slice({ name: 'views', views: coreViews })

/** What every district has, made by the same `slice` that an embedding program uses for its own. */
export const coreSlices = [
  district,
  organisation,
  strategy,
  indicators,
  tasks,
  feedback,
  problems,
  closing,
  assessment,
  supervision,
  policy,
  views,
] as const

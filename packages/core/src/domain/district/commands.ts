import { commandsOf, refuse } from '../../engine/decision.ts'
import type { CoreRefusal } from '../refusals.ts'
import type { CoreFact, District } from '../state.ts'
import { districtEvents } from './events.ts'

export const districtCommands = commandsOf<District, CoreFact>()({
  /** Sent by `openDistrict` to an empty log. */
  'district.open': {
    input: districtEvents['district.opened'],
    decide({ districts }, input) {
      if (districts.size > 0) refuse<CoreRefusal>({ code: 'taken', rule: 'R1', what: 'district', id: input.log })
      return [{ type: 'district.opened', data: input }]
    },
  },
})

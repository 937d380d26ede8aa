/** What a log tells of the district, in the plainest form that the rules' tests can do with. */

export interface TaskTold {
  stage: 'registered' | 'underWay' | 'suspended' | 'closing' | 'closed' | 'cancelled'
  goal: string
  from: string
  due: string
  content: boolean
  standing: boolean
  urgent: boolean
  lead: string | undefined
  responsible: string | undefined
  cooperating: readonly string[]
  until: string
  milestones: Map<string, { due: string; weight: number; inPlan: boolean; state: 'open' | 'reached' | 'confirmed' }>
}
export interface ProblemTold {
  state: 'raised' | 'coordinated' | 'resolved' | 'closing' | 'closed' | 'withdrawn'
  unit: string
  task: string | undefined
}
export interface ReportTold {
  on: string
  position: number
  about: { task: string; percent: number } | { coordination: string; item: string; done: boolean }
  disputed?: { on: string; percent?: number | undefined }
}
export type Subject = { task: string; milestone?: string } | { problem: string }

export interface Told {
  readonly units: Map<string, { ended: boolean; kind: string }>
  readonly strategies: Map<string, { levels: number; superseded: boolean }>
  readonly goals: Map<string, { strategy: string; parent: string | undefined; dropped: boolean; aligned: string[] }>
  readonly indicators: Map<string, { task: string | undefined }>
  readonly tasks: Map<string, TaskTold>
  readonly extensions: Map<string, { task: string; milestone: string | undefined; state: 'requested' | 'granted' | 'refused' }>
  readonly problems: Map<string, ProblemTold>
  readonly coordinations: Map<string, { problem: string; person: string; rescinded: boolean; items: Map<string, string> }>
  readonly reports: Map<string, ReportTold>
  readonly closings: Map<string, { subject: Subject; unit: string; state: string }>
}

import type { Handlers } from '../../engine/slice.ts'
import { table } from '../../engine/table.ts'
import type { districtEvents } from './events.ts'

export interface DistrictRow {
  readonly id: 'district'
  readonly log: string
  readonly zone: string
  readonly opened: string
}

export const districtTables = { districts: table<DistrictRow>({}) }

export const evolveDistrict: Handlers<typeof districtTables, typeof districtEvents> = {
  'district.opened': ({ districts }, event) =>
    districts.insert({ id: 'district', log: event.data.log, zone: event.data.zone, opened: event.on }),
}

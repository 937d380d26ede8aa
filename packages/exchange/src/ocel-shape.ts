import { z } from 'zod'

/** The JSON format of OCEL 2.0 (ocel-standard.org), as a shape. Values of attributes are texts, whatever their types. */

const types = () => z.array(z.looseObject({ name: z.string(), attributes: z.array(z.looseObject({ name: z.string(), type: z.string() })) }))

const relationships = () => z.array(z.looseObject({ objectId: z.string(), qualifier: z.string() })).optional()

const instant = () => z.iso.datetime({ offset: true })

export const ocelEvent = z.looseObject({
  id: z.string(),
  type: z.string(),
  time: instant(),
  attributes: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
  relationships: relationships(),
})
export type OcelEvent = z.infer<typeof ocelEvent>

export const ocelObject = z.looseObject({
  id: z.string(),
  type: z.string(),
  /** A value holds from its time on; the first one's time is the beginning of 1970. */
  attributes: z.array(z.looseObject({ name: z.string(), value: z.string(), time: instant() })).optional(),
  relationships: relationships(),
})
export type OcelObject = z.infer<typeof ocelObject>

export const ocelFile = z.looseObject({
  eventTypes: types(),
  objectTypes: types(),
  events: z.array(ocelEvent),
  objects: z.array(ocelObject),
})
export type OcelFile = z.infer<typeof ocelFile>

/** Types of attributes that the standard has. */
export type OcelType = 'string' | 'time' | 'integer' | 'float' | 'boolean'

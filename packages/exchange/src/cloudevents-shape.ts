import { z } from 'zod'

/**
 * The CloudEvents specification, version 1.0.2, and its JSON format, as shapes. An attribute that is unset may be absent or null; every
 * member that the specification does not name is an extension attribute.
 */

const isTime = (text: string) =>
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))

/** RFC 3986: the characters that may stand in a reference, percent signs before two hexadecimal digits only. */
const isReference = (text: string) => /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(text)
const isUri = (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) && isReference(text)

/** Control characters and code points that are no characters. */
const forbidden = /[\p{Cc}\p{Cs}\ufdd0-\ufdef]|[\ufffe\uffff]/u

const string = () => z.string().refine((text) => !forbidden.test(text), { error: 'holds a character that CloudEvents forbids' })
const filled = () => string().min(1)
const checked = (test: (text: string) => boolean, error: string, format: string) =>
  string().refine(test, { error, params: { code: 'invalid_format', format } })
const unset = <S extends z.ZodType>(shape: S) => shape.nullish()

const int32 = () =>
  z
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31 - 1)
const extension = z.union([string(), z.boolean(), int32()]).nullable()

/** Names of attributes: lower-case letters and digits of ASCII. */
const attributeName = /^[a-z0-9]+$/
/** The only member whose name is none of an attribute. */
const base64 = 'data_base64'

export const cloudEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: filled(),
    source: checked(isReference, 'is not a URI reference', 'uri-reference'),
    type: filled(),
    datacontenttype: unset(checked((text) => /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;.*)?$/.test(text), 'is not a media type', 'media-type')),
    dataschema: unset(checked(isUri, 'is not a URI', 'uri')),
    subject: unset(filled()),
    time: unset(checked(isTime, 'is not an instant of RFC 3339', 'datetime')),
    data: z.unknown().optional(),
    [base64]: z.string().optional(),
  })
  .catchall(extension)
  .superRefine((event, { addIssue }) => {
    const wrong = Object.keys(event).filter((name) => name !== base64 && !attributeName.test(name))
    if (wrong.length > 0) addIssue({ code: 'unrecognized_keys', keys: wrong, input: event })
    if (event.data !== undefined && event[base64] !== undefined)
      addIssue({ code: 'unrecognized_keys', keys: [base64], input: event, message: 'has its data twice' })
  })
export type CloudEvent = z.infer<typeof cloudEvent>

/** The JSON batch format: `application/cloudevents-batch+json`. */
export const cloudEventBatch = z.array(cloudEvent)

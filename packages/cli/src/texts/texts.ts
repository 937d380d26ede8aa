import type { Lang } from '@bihuan/core'
import { en } from './en.ts'
import type { Texts } from './shape.ts'
import { zh } from './zh.ts'

/** What the command line says, by language. */
export const texts: Readonly<Record<Lang, Texts>> = { zh, en }

/** A template with its facts put in. */
export const fill = (template: string, facts: Readonly<Record<string, string | number>> = {}): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole))

// Prints the names of columns that the import of ledgers knows. docs/import.md shows it.
import { ledgerWords, shortNames, synonyms, toldSynonyms } from '@bihuan/import'

const lang = process.argv.includes('zh') ? 'zh' : 'en'
const { fields } = ledgerWords[lang]
const below = { zh: '；上有标题时：', en: '; below a heading: ' }[lang]
for (const [field, names] of Object.entries({ ...synonyms, ...toldSynonyms })) {
  const short: readonly string[] | undefined = Object.hasOwn(shortNames, field) ? shortNames[field as keyof typeof shortNames] : undefined
  const more = short === undefined ? '' : below + short.join(' ')
  console.log(`${fields[field as keyof typeof fields]}${lang === 'zh' ? '：' : ': '}${names.join(' ')}${more}`)
}

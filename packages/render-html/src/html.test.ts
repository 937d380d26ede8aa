import { createHash } from 'node:crypto'
import { coreSlices, dictionary, isInvalidInput, type Shown } from '@bihuan/core'
import { en, zh } from '@bihuan/core/words'
import { describe, expect, it } from 'vitest'
import { clamped, lines, widthOf } from './charts/text.ts'
import { htmlRenderer, report } from './index.ts'
import { html, visible } from './markup.ts'
import { weekday } from './parts/numbers.ts'
import { pageOf } from './parts/page.ts'
import { tokens } from './style/tokens.ts'
import { inspectHtml } from './testing/inspect.ts'
import { pageWords } from './words/index.ts'

const words = dictionary(coreSlices, zh)
const visits = (title: string): Shown => ({
  view: 'vendor.visits',
  value: { on: '2022-09-30' },
  table: { columns: [{ key: 'title', kind: 'text' }], rows: [{ title }] },
  words,
})
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

describe('templates', () => {
  it('escape what is put in, and leave what templates made', () => {
    const inner = html`<b>${'<i>&"\''}</b>`
    expect(String(html`<p title="${'"'}">${inner}${[1, null, 'ä', false, [inner]]}</p>`)).toBe(
      '<p title="&quot;"><b>&lt;i&gt;&amp;&quot;&#39;</b>1ä<b>&lt;i&gt;&amp;&quot;&#39;</b></p>',
    )
  })

  it('show what can’t stand in a page as signs', () => {
    expect(visible('a\u0000b\u202ec\ufffe\ud800d\r\ne\u{1fffe}')).toBe('a␣b◌c\ufffd\ufffdd\ne\ufffd')
  })
})

describe('a page', () => {
  it('names the hash of its one style in its policy, and has no script', async () => {
    const page = text(await htmlRenderer().render(visits('园')))
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)]
    expect(styles).toHaveLength(1)
    expect(page).toContain(
      `style-src &#39;sha256-${createHash('sha256')
        .update(styles[0]?.[1] ?? '')
        .digest('base64')}&#39;`,
    )
    expect(page).not.toMatch(/<script|\sstyle="|\son[a-z]+=/)
  })

  it('is in the language of its words', async () => {
    expect(text(await htmlRenderer().render(visits('园')))).toContain('<html lang="zh-CN">')
    expect(text(await htmlRenderer().render({ ...visits('园'), words: dictionary(coreSlices, en) }))).toContain('<html lang="en">')
  })

  it('has addresses that differ where names do', () => {
    const { anchor } = pageOf(words, pageWords.zh, 'v')
    const names = ['a-b', 'a_b', 'a b', 'a_2d_b', '乙', 'A-b']
    expect(new Set(names.map((name) => anchor('task', name))).size).toBe(names.length)
  })

  it('complains of what is wrong with it when it is inspected', async () => {
    const sound = text(await htmlRenderer().render(visits('园')))
    const with_ = (bad: string) => inspectHtml(new TextEncoder().encode(sound.replace('园', bad))).complaints
    expect(with_('园')).toEqual([])
    for (const bad of [
      '<script>1</script>',
      '<img src=x>',
      '<b onclick="x">园</b>',
      '<a href="https://x.example">园</a>',
      '<a href="#none">园</a>',
      '<b id="content">园</b>',
      '<b',
      '<canary-tag>',
    ])
      expect({ bad, complaints: with_(bad).length > 0 }).toEqual({ bad, complaints: true })
  })
})

describe('a report', () => {
  it('has a chapter for each view, also when one is there twice', async () => {
    const bytes = await report([visits('第一'), visits('第二')], { title: '季度总结', subtitle: { zh: '推进办', en: 'Promotion office' } })
    const { text: said, complaints } = inspectHtml(bytes)
    expect(complaints).toEqual([])
    expect(said).toMatch(/季度总结[\s\S]*推进办[\s\S]*第一[\s\S]*第二/)
  })

  it('is of one view at least, in one language', async () => {
    const codeOf = (error: unknown) => (isInvalidInput(error) ? error.issues[0]?.code : error)
    expect(await report([], { title: 'x' }).catch(codeOf)).toBe('noViews')
    expect(await report([visits('园'), { ...visits('园'), words: dictionary(coreSlices, en) }], { title: 'x' }).catch(codeOf)).toBe(
      'otherLanguage',
    )
  })
})

describe('texts in drawings', () => {
  it('are cut to their room, and by whole signs', () => {
    const family = '👨‍👩‍👧‍👦'
    for (const said of [
      '南岗金融产业园建设项目',
      'Regular epidemic control',
      `园${family}${family}${family}`,
      'x'.repeat(10_000),
      '𠮷'.repeat(50),
    ])
      for (const room of [20, 60, 100]) {
        const cut = clamped(said, 12, room)
        expect(widthOf(cut, 12)).toBeLessThanOrEqual(room + 12)
        expect(cut.isWellFormed()).toBe(true)
        expect(cut).not.toMatch(/\u200d…$/)
      }
    expect(clamped('短', 12, 100)).toBe('短')
  })

  it('wrap into so many lines, the last of which is cut', () => {
    expect(lines('国际秋林、文化秋林、科技秋林', 12, 130, 2)).toEqual(['国际秋林、文化秋林、', '科技秋林'])
    expect(lines('很长'.repeat(300), 12, 60, 2)).toHaveLength(2)
    expect(lines('很长'.repeat(300), 12, 60, 2)[1]).toMatch(/…$/)
  })
})

it('a week begins on Monday', () => {
  expect([Date.UTC(2022, 8, 26), Date.UTC(2022, 9, 2), Date.UTC(1969, 11, 29)].map((at) => weekday(at / 86_400_000))).toEqual([0, 6, 0])
})

describe('colours', () => {
  // WCAG 2.2, relative luminance and contrast
  const luminance = (hex: string) => {
    const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(full.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
    return (high + 0.05) / (low + 0.05)
  }
  const schemes = tokens(':root')
    .split('@media')
    .map((css) => new Map([...css.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})/gi)].map(([, name = '', hex = '']) => [name, hex])))

  it.each([0, 1])('have the contrast that they need, in scheme %i', (at) => {
    const colour = (name: string) => schemes[at]?.get(name) as string
    for (const ground of ['paper', 'ground', 'raised'])
      for (const ink of ['ink', 'soft', 'accent', 'red', 'yellow', 'green', 'grey', 'done'])
        expect({ ink, ground, enough: contrast(colour(ink), colour(ground)) >= 4.5 }).toEqual({ ink, ground, enough: true })
    for (const shape of ['yellow-fill', 'strong'])
      expect({ shape, is: contrast(colour(shape), colour('paper')) >= 2.8 }).toEqual({ shape, is: true })
    for (const light of ['red', 'green', 'done']) expect(contrast(colour('on'), colour(light))).toBeGreaterThanOrEqual(4.5)
  })
})

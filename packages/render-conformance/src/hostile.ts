/** Texts as nobody should write them: what they mean to a page, a sheet, a document, a terminal. */

const long = `${'很长的名称'.repeat(2_000)}完`
const unbroken = 'x'.repeat(10_000)

export const hostileTexts: readonly string[] = [
  '<canary-tag onclick="canary()">红</canary-tag>',
  '</td></table></div></script><script>canary()</script>',
  '"><img src=x onerror=canary()>',
  "' onmouseover='canary()",
  '</style><style>*{display:none}</style>',
  '</svg></title><canary-tag>',
  '<!-- canary --> ]]> <![CDATA[ <?canary?>',
  '&lt;b&gt; &amp;amp; &#60; &canary;',
  'javascript:canary() https://canary.example/x www.canary.example mailto:a@canary.example',
  '[链接](javascript:canary()) ![图](https://canary.example/x.png) **粗** `码` | ~~删~~',
  '=1+1',
  "=cmd|' /C canary'!A0",
  '＝SUM(A1)',
  '+1-1',
  '@SUM(A1)',
  '-2+3',
  ' =1',
  '\u0009=1',
  '\u001b[31m红\u001b[0m\u0007\u0000\u0008',
  '一行\r\n二行\n三行\u2028四行\u2029',
  '\u202e倒写\u202c \u2066隔\u2069 \u200f',
  'مرحبا עברית',
  '👨‍👩‍👧‍👦🏳️‍🌈𠮷𪚥é̂̂',
  'e\u0301 ﷺ ﬃ',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the text itself
  '{{canary}} ${canary} <%= canary %> {canary}',
  '__proto__',
  'constructor',
  ' ',
  '\ufeff\ufffe\uffff\ufdd0',
  '\\ \\n \\u003c "引号" \'单\' “双”',
  '0',
  'null',
  long,
  unbroken,
]

/** A text a place, each told apart by its number, so that each has to be found. */
export const hostileText = (n: number): string => `${hostileTexts[n % hostileTexts.length]}〔${n}〕`

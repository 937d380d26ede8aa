/** Colours by meaning, in light and dark; every pair of text and ground has a contrast of 4.5 at least, every shape 3. */

const light = `--paper:#fff;--ground:#f5f4f1;--raised:#fbfaf8;--ink:#1c2026;--soft:#545b66;--line:#d9d7d1;--strong:#8b8f97;--accent:#9d1d22;--accent-soft:#f7ebea;--plan:#c9ccd3;
--red:#b3261e;--red-soft:#fae3e0;--yellow:#8a5a00;--yellow-fill:#c98a00;--yellow-soft:#fbefd2;--green:#1b7340;--green-soft:#dff0e5;--grey:#5f6672;--grey-soft:#e9eaed;--done:#1d5a9e;--done-soft:#e0ebf7;--on:#fff;--focus:#1d5a9e;`

const dark = `--paper:#16191d;--ground:#0f1114;--raised:#1d2126;--ink:#e9eaec;--soft:#aab1bb;--line:#343a42;--strong:#7d858f;--accent:#f0837d;--accent-soft:#33201f;--plan:#4d545e;
--red:#ff8d85;--red-soft:#4a211e;--yellow:#f2c14e;--yellow-fill:#f2c14e;--yellow-soft:#40341a;--green:#6fcf97;--green-soft:#1d3a29;--grey:#a9b0ba;--grey-soft:#2d3238;--done:#86b8f2;--done-soft:#1e3450;--on:#16191d;--focus:#86b8f2;`

export const fonts =
  "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Hiragino Sans GB','Microsoft YaHei','WenQuanYi Micro Hei',system-ui,sans-serif"

/** Western fonts first: a Chinese one draws the apostrophe and quotation marks of English as wide as a sign. */
export const latinFonts = `'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,'Liberation Sans',${fonts}`

/** On paper it is always light. */
export const tokens = (root: string): string =>
  `${root}{color-scheme:light dark;${light}}@media screen and (prefers-color-scheme:dark){${root}{${dark}}}`

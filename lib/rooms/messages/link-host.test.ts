import { describe, expect, test } from 'vitest'
import { partsOf } from './text'

const shownOf = (body: string) => partsOf(body).flatMap((part) => (part.kind === 'link' ? [part.shown] : []))

describe('a link shows where it leads', () => {
  test.each([
    // Letters of another script that all look like Latin ones.
    ['https://аррӏе.com/login', 'https://xn--80ak6aa92e.com/login'],
    ['https://АРРОЕ.com', 'https://xn--80ak0aha.com'],
    ['see www.аррӏе.com, now', 'www.xn--80ak6aa92e.com'],
    ['https://login.аррӏе.com:8443/a?b=c#д', 'https://login.xn--80ak6aa92e.com:8443/a?b=c#д'],
    ['https://раураӏ', 'https://xn--80aa0cbo65f'],
    ['https://ουρανια.gr/', 'https://xn--mxaaxpim1a.gr/'],
    ['mailto:ada@аррӏе.com', 'mailto:ada@xn--80ak6aa92e.com'],
    ['mailto:ada%40аррӏе.com', 'mailto:ada%40xn--80ak6aa92e.com'],
    [
      'mailto:ada@example.org,bob@аррӏе.com?subject=hi@there',
      'mailto:ada@example.org,bob@xn--80ak6aa92e.com?subject=hi@there',
    ],
    // Scripts mixed within a label.
    ['https://pаypal.com', 'https://xn--pypal-4ve.com'],
    ['https://gοοgle.com', 'https://xn--ggle-0nda.com'],
    ['https://exampӏe.org', 'https://xn--exampe-0kg.org'],
    ['https://gооgle.com', 'https://xn--ggle-55da.com'],
    ['https://օrange.com', 'https://xn--range-kkg.com'],
    ['https://Ꭰpple.com', 'https://xn--pple-p8t.com'],
    // Letters that are there to be taken for others, in Latin and in scripts that nobody writes any more.
    ['https://ɡoogle.com', 'https://xn--oogle-qmc.com'],
    ['https://ıcloud.com', 'https://xn--cloud-m4a.com'],
    ['https://apple.сом', 'https://apple.xn--l1adi'],
    ['https://аррӏе.рус', 'https://xn--80ak6aa92e.xn--p1acf'],
    ['https://ɑpple.com', 'https://xn--pple-p5b.com'],
    // What cannot be seen, and what looks like a mark of an address.
    ['https://ban\u200ck.example', null],
    ['https://pay\u034fpal.com', 'https://paypal.com'],
    ['https://pay\ufe0fpal.com', 'https://paypal.com'],
    ['https://bank.example⁄login.evil.example', null],
    ['https://bank.example\u2215login.evil.example', null],
    // Another spelling of the host than the one it has.
    ['https://%D0%B0pple.com', 'https://xn--pple-43d.com'],
    ['https://2130706433/x', 'https://127.0.0.1/x'],
    ['https://ａｐｐｌｅ.com/ａ', 'https://apple.com/ａ'],
  ])('%s', (body, shown) => {
    const [written] = shownOf(body)
    if (shown !== null) expect(written).toBe(shown)
    else if (written !== undefined) expect(written.split('/')[2]).toMatch(/^[a-z0-9.-]+$/)
    // The message itself stays as it was written.
    expect(
      partsOf(body)
        .map(({ text }) => text)
        .join(''),
    ).toBe(body)
  })

  test.each([
    'https://example.org/a?b=1#c',
    'https://Example.ORG/A',
    'http://example.org:80/',
    'https://[::1]:3000/',
    'https://münchen.de/straße',
    'https://MÜNCHEN.de/',
    'https://bücher.example/größe',
    'https://mu\u0308nchen.de',
    'https://việt-nam.vn/',
    'https://例え.テスト/道',
    'https://ラーメン屋さん.jp',
    'https://中国.cn',
    'https://한국.kr',
    'https://россия.рф/а',
    'https://москва.рф',
    'https://тест.example',
    'https://пример.рус',
    'https://ışık.com.tr',
    'https://παράδειγμα.gr',
    'https://δοκιμή.example',
    'https://مثال.إختبار/',
    'https://उदाहरण.परीक्षा',
    'https://ตัวอย่าง.ทดสอบ',
    'https://xn--80ak6aa92e.com/login',
    'www.example.org',
    'mailto:ada@example.org',
    'mailto:ada@münchen.de',
  ])('%s as it is written', (body) => expect(shownOf(body)).toEqual([body]))
})

import { expect, test } from 'vitest'
import { answerHref, realTarget, shownText } from './links'

test.each([
  ['https://a.example/b', 'https://a.example/b'],
  ['HTTP://a.example', 'http://a.example/'],
  ['mailto:a@b.example', 'mailto:a@b.example'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  [' javascript:alert(1)', null],
  ['java\nscript:alert(1)', null],
  ['data:text/html,<script>', null],
  ['vbscript:x', null],
  ['file:///etc/passwd', null],
  ['//a.example', null],
  ['/settings', null],
  ['#top', null],
  ['?a', null],
  ['www.a.example', null],
  ['https://bank.example@evil.example', null],
  ['https://', null],
  ['', null],
])('%j leads to %j', (address, href) => expect(answerHref(address)).toBe(href))

test.each([
  ['bank.example', 'https://evil.example/', 'evil.example'],
  ['https://bank.example/login', 'https://evil.example/', 'evil.example'],
  ['see bank.example now', 'https://evil.example/', 'evil.example'],
  ['ba\u200bnk.example', 'https://evil.example/', 'evil.example'],
  ['bank\u200b.example', 'https://evil.example/', 'evil.example'],
  ['bank。example', 'https://evil.example/', 'evil.example'],
  ['evil.example.bank.example', 'https://evil.example/', 'evil.example'],
  ['https://evil.example/bank.example', 'https://evil.example/bank.example', 'evil.example'],
  ['a@bank.example', 'mailto:a@evil.example', 'a@evil.example'],
  ['bank.example', 'https://xn--bnk-6cd.example/', 'xn--bnk-6cd.example'],
  ['www.evil.example', 'https://evil.example/', null],
  ['https://evil.example:8443', 'https://evil.example:8443/', 'evil.example:8443'],
  ['a@evil.example', 'mailto:a@evil.example', null],
  ['the book', 'https://evil.example/', null],
  ['3.5 hours', 'https://evil.example/', null],
])('%j to %j says %j', (words, href, target) => expect(realTarget(words, href)).toBe(target))

test('letters of other scripts are not taken for Latin ones', () => {
  expect(shownText('https://bаnk.example')).toBe('https://xn--bnk-6cd.example')
  expect(shownText('a bаnk')).toBe('a bаnk')
})

import { afterEach, expect, test } from 'vitest'
import { keepTypedSince, type TypedSince } from './typed-since'

type Fields = Partial<{ type: string; value: string; checked: boolean; files: unknown; place: number }>

/** A control as far as a reset reads and writes it. Writing a value moves the caret to its end, as in browsers. */
class Control {
  readonly type: string
  checked: boolean
  files: unknown
  selectionStart: number | null = null
  selectionEnd: number | null = null
  private text: string

  constructor(
    readonly name: string,
    private readonly drawn: Fields = {},
  ) {
    this.type = drawn.type ?? 'text'
    this.text = drawn.value ?? ''
    this.checked = drawn.checked ?? false
    this.files = drawn.files ?? null
  }

  get value() {
    return this.text
  }
  set value(text: string) {
    this.text = text
    if (this.type === 'text') this.setSelectionRange(text.length, text.length)
  }
  setSelectionRange(start: number, end: number) {
    this.selectionStart = start
    this.selectionEnd = end
  }
  reset() {
    this.value = this.drawn.value ?? ''
    this.checked = this.drawn.checked ?? false
    this.files = this.drawn.files ?? null
  }
}

class Form extends EventTarget {
  constructor(public elements: Control[]) {
    super()
  }
  /** As React does it: the event first, then the reset. */
  reset() {
    this.dispatchEvent(new Event('reset'))
    for (const control of this.elements) control.reset()
  }
  edit(control: Control, change: Fields) {
    Object.assign(control, change)
    for (const kind of ['input', 'change']) this.tell(control, kind)
  }
  tell(target: unknown, kind: string) {
    this.dispatchEvent(Object.defineProperty(new Event(kind), 'target', { value: target }))
  }
}

const watched: TypedSince[] = []
afterEach(() => {
  for (const one of watched.splice(0)) one.stop()
})

function submit(form: Form): TypedSince {
  // Vitest has no document here: the form is one of ours with the parts that are used.
  const typed = keepTypedSince(form as unknown as HTMLFormElement)
  watched.push(typed)
  return typed
}

/** The answer is there: React resets the form, and whoever waited for that goes on. */
async function answer(form: Form, redrawn: Control[] = form.elements): Promise<void> {
  form.elements = redrawn
  form.reset()
  await Promise.resolve()
}

test('what is typed between the submit and its answer stays, the rest goes back to what it is drawn with', async () => {
  const [title, notes] = [new Control('title', { value: 'as saved' }), new Control('notes', { value: 'drawn' })]
  const form = new Form([title, notes])
  form.edit(notes, { value: 'before the submit' })
  const typed = submit(form)
  form.edit(title, { value: 'as saved, and more' })
  title.setSelectionRange(3, 5)
  await answer(form)
  expect([title.value, notes.value]).toEqual(['as saved, and more', 'drawn'])
  expect([title.selectionStart, title.selectionEnd]).toEqual([3, 5])
  expect([...typed.names()]).toEqual(['title'])
})

test('boxes, choices, files and fields of one name each keep their own', async () => {
  const boxes = [new Control('days', { type: 'checkbox' }), new Control('days', { type: 'checkbox', checked: true })]
  const radios = ['a', 'b', 'c'].map((value) => new Control('kind', { type: 'radio', value, checked: value === 'a' }))
  const picture = new Control('picture', { type: 'file' })
  const [first, second] = [new Control('goal', { value: '1' }), new Control('goal', { value: '2' })]
  const form = new Form([...boxes, ...radios, picture, first, second])
  submit(form)
  form.edit(boxes[1] as Control, { checked: false })
  for (const chosen of [1, 2]) {
    for (const radio of radios) radio.checked = false
    form.edit(radios[chosen] as Control, { checked: true })
  }
  form.edit(picture, { files: ['me.png'] })
  form.edit(second, { value: '22' })
  await answer(form)
  expect(boxes.map(({ checked }) => checked)).toEqual([false, false])
  expect(radios[2]?.checked).toBe(true)
  expect(radios[1]?.checked).toBe(false)
  expect(picture.files).toEqual(['me.png'])
  expect([first.value, second.value]).toEqual(['1', '22'])
})

test('a field that the answer draws anew gets it too; one that is gone is nobody', async () => {
  const [subject, code] = [new Control('subject', { type: 'select-one', value: 'math' }), new Control('code')]
  const form = new Form([subject, code])
  submit(form)
  form.edit(subject, { value: 'art' })
  form.edit(code, { value: '123' })
  const redrawn = new Control('subject', { type: 'select-one', value: 'math' })
  await answer(form, [redrawn])
  expect(redrawn.value).toBe('art')
})

test('a field emptied on purpose stays empty, and an answer after which nothing was typed keeps nothing', async () => {
  const secret = new Control('password', { type: 'password', value: '' })
  const title = new Control('title', { value: 'drawn' })
  const form = new Form([title, secret])
  form.edit(secret, { value: 'sent with the form' })
  submit(form)
  form.edit(title, { value: '' })
  await answer(form)
  expect([title.value, secret.value]).toEqual(['', ''])
  form.edit(title, { value: 'typed after the answer' })
  form.reset()
  await Promise.resolve()
  expect(title.value).toBe('drawn')
})

test('who stopped watching puts nothing back, and what has no name or is of another form is not noted', async () => {
  const title = new Control('title', { value: 'drawn' })
  const form = new Form([title])
  const typed = submit(form)
  for (const target of [null, {}, new Control(''), new Control('title'), form]) form.tell(target, 'input')
  expect([...typed.names()]).toEqual([])
  form.edit(title, { value: 'typed' })
  typed.stop()
  await answer(form)
  expect(title.value).toBe('drawn')
})

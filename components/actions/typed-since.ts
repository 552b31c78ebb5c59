/**
 * React resets a form when the answer to its action comes: every field goes back to what it is drawn with, also those that
 * somebody went on typing in meanwhile. What was typed since the form was sent is put back right after that.
 */

/** What was changed of one control. Found again by name and place: a new answer may draw it anew. */
type Edit = { name: string; place: number } & (
  | { kind: 'value'; value: string }
  | { kind: 'checked'; isChecked: boolean }
  | { kind: 'files'; files: FileList | null }
)

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

export type TypedSince = {
  /** The names of the fields that were edited since the form was sent. */
  names(): ReadonlySet<string>
  stop(): void
}

/** Watches a form that was just sent until React has reset it. */
export function keepTypedSince(form: HTMLFormElement): TypedSince {
  const edits = new Map<string, Edit>()
  const note = ({ target }: Event) => {
    const edit = editOf(form, target)
    // Of radio buttons only the last that was chosen counts.
    if (edit) edits.set(isRadio(target) ? edit.name : `${edit.name} ${edit.place}`, edit)
  }
  const keep = () => {
    stop()
    const kept = [...edits.values()].map((edit) => ({ edit, selection: selectionOf(controlFor(form, edit)) }))
    // The event comes before the reset, which is over when whoever asked for it goes on.
    queueMicrotask(() => {
      for (const { edit, selection } of kept) putBack(form, edit, selection)
    })
  }
  const stop = () => {
    for (const kind of ['input', 'change']) form.removeEventListener(kind, note)
    form.removeEventListener('reset', keep)
  }
  for (const kind of ['input', 'change']) form.addEventListener(kind, note)
  form.addEventListener('reset', keep)
  return { names: () => new Set([...edits.values()].map(({ name }) => name)), stop }
}

const isRadio = (target: unknown): boolean => (target as Partial<Control> | null)?.type === 'radio'

function namesakes(form: HTMLFormElement, name: string): Control[] {
  return ([...form.elements] as Control[]).filter((control) => control.name === name)
}

function controlFor(form: HTMLFormElement, { name, place }: Edit): Control | undefined {
  return namesakes(form, name)[place]
}

function editOf(form: HTMLFormElement, target: EventTarget | null): Edit | null {
  const control = target as Partial<HTMLInputElement> | null
  if (!control?.name) return null
  const place = namesakes(form, control.name).indexOf(control as HTMLInputElement)
  if (place < 0) return null
  const found = { name: control.name, place }
  if (control.type === 'checkbox' || control.type === 'radio')
    return { ...found, kind: 'checked', isChecked: control.checked === true }
  if (control.type === 'file') return { ...found, kind: 'files', files: control.files ?? null }
  return { ...found, kind: 'value', value: control.value ?? '' }
}

type Selection = readonly [start: number, end: number]

/** Where the caret stands: writing a value moves it to the end. Null where there is none, as in boxes for numbers. */
function selectionOf(control: Control | undefined): Selection | null {
  if (!control || !('selectionStart' in control)) return null
  const { selectionStart: start, selectionEnd: end } = control
  return start === null || end === null ? null : [start, end]
}

function putBack(form: HTMLFormElement, edit: Edit, selection: Selection | null): void {
  const control = controlFor(form, edit)
  if (!control) return
  if (edit.kind === 'value') {
    if (control.value === edit.value) return
    control.value = edit.value
    if (selection && 'setSelectionRange' in control) control.setSelectionRange(...selection)
  } else if (edit.kind === 'checked' && 'checked' in control) control.checked = edit.isChecked
  else if (edit.kind === 'files' && 'files' in control) control.files = edit.files
}

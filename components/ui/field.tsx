import { ChevronDown } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'

/** What every field shows around its control. */
export type FieldFrameProps = {
  label: ReactNode
  /** One quiet sentence of help, read out with the control. */
  description?: ReactNode
  /** What is wrong and what to do; turns the field red and is read out with the control. */
  error?: string | undefined
  /** Stands at the end of the label line, e.g. a "Forgot it?" link. */
  labelAside?: ReactNode
  /** Keeps the label for screen readers only. Only where the place makes it obvious, e.g. a search box. */
  isLabelHidden?: boolean
  className?: string
}

/** The look shared by every typed-in control. 16 px text so that phones do not zoom in on focus. */
export const controlClasses = cn(
  'w-full min-w-0 rounded-md border border-line bg-field px-3.5 text-base text-ink transition-colors',
  'placeholder:text-ink-faint hover:bg-wash',
  'file:mr-3 file:h-full file:border-0 file:bg-transparent file:font-medium file:text-ink',
  'focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-ring',
  'disabled:cursor-not-allowed disabled:opacity-55',
  'aria-invalid:border-danger aria-invalid:outline-danger',
)

/** Ids and aria attributes which tie a control to its description and error. */
export function useFieldIds(id: string | undefined, description: ReactNode, error: string | undefined) {
  const generated = useId()
  const controlId = id ?? generated
  const descriptionId = description ? `${controlId}-description` : undefined
  const errorId = error ? `${controlId}-error` : undefined
  const describedBy = [errorId, descriptionId].filter(Boolean).join(' ') || undefined
  return {
    controlId,
    descriptionId,
    errorId,
    aria: { 'aria-describedby': describedBy, 'aria-invalid': error ? (true as const) : undefined },
  }
}

/** Label above, control, then help and error below. The base of every field; use one of those first. */
export function FieldFrame({
  label,
  description,
  error,
  labelAside,
  isLabelHidden = false,
  className,
  ids,
  children,
}: FieldFrameProps & { ids: ReturnType<typeof useFieldIds>; children: ReactNode }) {
  return (
    <div className={cn('grid grid-cols-[minmax(0,1fr)] gap-1.5', className)}>
      <div className={cn('flex items-baseline justify-between gap-3', isLabelHidden && 'sr-only')}>
        <label htmlFor={ids.controlId} className="text-sm font-medium text-ink">
          {label}
        </label>
        {labelAside ? <div className="text-sm">{labelAside}</div> : null}
      </div>
      {children}
      <FieldNotes description={description} error={error} ids={ids} />
    </div>
  )
}

/** The error (first, loud) and the description (quiet) under a control. */
export function FieldNotes({
  description,
  error,
  ids,
}: Pick<FieldFrameProps, 'description' | 'error'> & { ids: ReturnType<typeof useFieldIds> }) {
  return (
    <>
      {error ? (
        <p id={ids.errorId} className="flex gap-1.5 text-sm font-medium text-danger">
          <svg viewBox="0 0 16 16" aria-hidden="true" className="mt-[0.2em] size-3.5 shrink-0" fill="currentColor">
            <path d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-.9 3.5h1.8v4.3H7.1V4.5ZM8 12a1.05 1.05 0 1 1 0-2.1A1.05 1.05 0 0 1 8 12Z" />
          </svg>
          <span>{error}</span>
        </p>
      ) : null}
      {description ? (
        <p id={ids.descriptionId} className="text-sm text-ink-faint">
          {description}
        </p>
      ) : null}
    </>
  )
}

function split<P extends FieldFrameProps>({
  label,
  description,
  error,
  labelAside,
  isLabelHidden,
  className,
  ...control
}: P) {
  return { frame: { label, description, error, labelAside, isLabelHidden, className }, control }
}

export type TextFieldProps = FieldFrameProps & Omit<ComponentProps<'input'>, 'className'>

/** One line of text (also email, search, date, time through `type`). Plain `<input>`: works in any form. */
export function TextField(props: TextFieldProps) {
  const { frame, control } = split(props)
  const ids = useFieldIds(control.id, frame.description, frame.error)
  return (
    <FieldFrame {...frame} ids={ids}>
      <input
        type="text"
        dir={isForWords(control.type) ? 'auto' : undefined}
        {...control}
        {...ids.aria}
        id={ids.controlId}
        className={cn(controlClasses, 'h-11')}
      />
    </FieldFrame>
  )
}

/** Boxes for words take the direction of what is written in them: Hebrew and Arabic read from right to left. */
const isForWords = (type: string | undefined) => type === undefined || type === 'text' || type === 'search'

/** Several lines of text. Grows with its content where the browser can. */
export function TextAreaField(props: FieldFrameProps & Omit<ComponentProps<'textarea'>, 'className'>) {
  const { frame, control } = split(props)
  const ids = useFieldIds(control.id, frame.description, frame.error)
  return (
    <FieldFrame {...frame} ids={ids}>
      <textarea
        rows={3}
        dir="auto"
        {...control}
        {...ids.aria}
        id={ids.controlId}
        className={cn(controlClasses, 'field-sizing-content max-h-72 min-h-24 resize-y py-2.5')}
      />
    </FieldFrame>
  )
}

export type SelectOption = { value: string; label: string; disabled?: boolean }

/** A choice from a list: the device's own picker in our clothes. */
export function SelectField({
  options,
  placeholder,
  ...props
}: FieldFrameProps &
  Omit<ComponentProps<'select'>, 'className' | 'children'> & {
    options: readonly SelectOption[]
    /** An empty first option, e.g. "Pick one". */
    placeholder?: string
  }) {
  const { frame, control } = split(props)
  const ids = useFieldIds(control.id, frame.description, frame.error)
  return (
    <FieldFrame {...frame} ids={ids}>
      <div className="relative">
        {/* A select forgets what was chosen when React resets the form after its action: a new one begins with it. */}
        <select
          key={String(control.defaultValue)}
          {...control}
          {...ids.aria}
          id={ids.controlId}
          className={cn(controlClasses, 'h-11 appearance-none truncate pr-10 [&_option]:bg-solid [&_option]:text-ink')}
        >
          {placeholder ? <option value="">{placeholder}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          strokeWidth={1.75}
          className="pointer-events-none absolute top-1/2 right-3 size-4.5 -translate-y-1/2 text-ink-faint"
        />
      </div>
    </FieldFrame>
  )
}

import { type ComponentProps, type ReactNode, useId } from 'react'
import { cn } from './cn'
import { FieldNotes, useFieldIds } from './field'

/** An on/off setting. A native checkbox in the role of a switch: posts `on` when on, nothing when off. */
export function SwitchField({
  label,
  description,
  error,
  className,
  ...control
}: Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  label: ReactNode
  description?: ReactNode
  error?: string | undefined
  className?: string
}) {
  const ids = useFieldIds(control.id, description, error)
  return (
    <div className={cn('grid gap-1', className)}>
      <label htmlFor={ids.controlId} className="flex min-h-11 items-center justify-between gap-4">
        <span className="text-base font-medium text-ink">{label}</span>
        <input
          {...control}
          {...ids.aria}
          id={ids.controlId}
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox says its own checked state
          role="switch"
          className={cn(
            'relative h-7 w-12 shrink-0 appearance-none rounded-full border border-line bg-field transition-colors',
            'before:absolute before:top-1/2 before:left-0.75 before:size-5 before:-translate-y-1/2 before:rounded-full',
            'before:bg-ink-faint before:transition-transform checked:border-accent checked:bg-accent',
            'checked:before:translate-x-5 checked:before:bg-on-accent disabled:opacity-50',
          )}
        />
      </label>
      <FieldNotes description={description} error={error} ids={ids} />
    </div>
  )
}

/** A box to tick, with its words beside it. */
export function CheckboxField({
  label,
  description,
  error,
  className,
  ...control
}: Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  label: ReactNode
  description?: ReactNode
  error?: string | undefined
  className?: string
}) {
  const ids = useFieldIds(control.id, description, error)
  return (
    <div className={cn('grid gap-1', className)}>
      <label htmlFor={ids.controlId} className="flex min-h-11 items-center gap-3">
        <span className="relative grid size-5.5 shrink-0 place-items-center">
          <input
            {...control}
            {...ids.aria}
            id={ids.controlId}
            type="checkbox"
            className="peer size-5.5 appearance-none rounded-xs border border-line bg-field checked:border-accent checked:bg-accent aria-invalid:border-danger"
          />
          <svg
            viewBox="0 0 16 16"
            aria-hidden="true"
            fill="none"
            className="pointer-events-none absolute size-4 scale-75 text-on-accent opacity-0 transition peer-checked:scale-100 peer-checked:opacity-100"
          >
            <path
              d="m3.5 8.5 3 3 6-7"
              stroke="currentColor"
              strokeWidth="2"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
        </span>
        <span className="text-base text-ink">{label}</span>
      </label>
      <FieldNotes description={description} error={error} ids={ids} />
    </div>
  )
}

type ChoiceOption = { value: string; label: ReactNode; description?: ReactNode; disabled?: boolean }

type ChoiceProps = {
  legend: ReactNode
  name: string
  options: readonly ChoiceOption[]
  defaultValue?: string
  /** With `onValueChange`: controlled by the caller. */
  value?: string
  onValueChange?: (value: string) => void
  description?: ReactNode
  error?: string | undefined
  required?: boolean
  isLegendHidden?: boolean
  className?: string
}

function ChoiceFrame({ props, children }: { props: ChoiceProps; children: ReactNode }) {
  const ids = useFieldIds(undefined, props.description, props.error)
  return (
    <fieldset aria-describedby={ids.aria['aria-describedby']} className={cn('min-w-0', props.className)}>
      <legend className={cn('mb-1.5 text-sm font-medium text-ink', props.isLegendHidden && 'sr-only')}>
        {props.legend}
      </legend>
      <div className="grid gap-1.5">
        {children}
        <FieldNotes description={props.description} error={props.error} ids={ids} />
      </div>
    </fieldset>
  )
}

function Radio({
  id,
  props,
  option,
  className,
}: {
  id: string
  props: ChoiceProps
  option: ChoiceOption
  className: string
}) {
  const { onValueChange } = props
  return (
    <input
      id={id}
      type="radio"
      name={props.name}
      value={option.value}
      disabled={option.disabled}
      required={props.required}
      className={className}
      {...(onValueChange
        ? { checked: props.value === option.value, onChange: () => onValueChange(option.value) }
        : { defaultChecked: props.defaultValue === option.value })}
    />
  )
}

/** One of a few, each with room for a sentence of explanation (e.g. Public / Private). Native radios. */
export function RadioGroup(props: ChoiceProps) {
  const groupId = useId()
  return (
    <ChoiceFrame props={props}>
      <div className="grid gap-2 sm:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]">
        {props.options.map((option) => (
          <label
            key={option.value}
            htmlFor={`${groupId}-${option.value}`}
            className="relative flex gap-3 rounded-md border border-line bg-field p-3.5 transition-colors hover:bg-wash has-checked:border-accent has-checked:bg-accent-soft has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <Radio
              id={`${groupId}-${option.value}`}
              props={props}
              option={option}
              className="mt-0.75 size-4.5 shrink-0 appearance-none rounded-full border border-line outline-none transition-all checked:border-[0.33rem] checked:border-accent"
            />
            <span className="grid gap-0.5">
              <span className="font-medium text-ink">{option.label}</span>
              {option.description ? <span className="text-sm text-ink-faint">{option.description}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </ChoiceFrame>
  )
}

/** One of two to five short words side by side (e.g. Light / Dark / System). Native radios. `isBare`: on glass of its own. */
export function SegmentedField({ isBare, ...props }: ChoiceProps & { isBare?: boolean }) {
  const groupId = useId()
  return (
    <ChoiceFrame props={props}>
      <div className={cn('flex w-full rounded-md', !isBare && 'border border-line bg-field p-1')}>
        {props.options.map((option) => (
          <label
            key={option.value}
            htmlFor={`${groupId}-${option.value}`}
            className="relative flex min-h-9 min-w-0 flex-1 items-center justify-center rounded-sm px-1.5 sm:px-3 text-center text-sm font-medium text-ink-soft transition-colors hover:text-ink has-checked:bg-accent has-checked:text-on-accent has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <Radio
              id={`${groupId}-${option.value}`}
              props={props}
              option={option}
              className="absolute inset-0 size-full cursor-pointer appearance-none outline-none"
            />
            <span className="pointer-events-none inline-flex min-w-0 items-center gap-1.5 sm:gap-2">
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </ChoiceFrame>
  )
}

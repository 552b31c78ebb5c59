'use client'

import { useFormStatus } from 'react-dom'
import { Button, type ButtonProps } from './button'

/** The button that sends its form, pending by itself while a server action runs. Works without JavaScript. */
export function SubmitButton({ pending, ...props }: Omit<ButtonProps, 'type' | 'render'>) {
  const status = useFormStatus()
  return <Button type="submit" pending={pending ?? status.pending} {...props} />
}

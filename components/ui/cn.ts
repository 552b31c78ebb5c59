import { type ClassValue, clsx } from 'clsx'
import { extendTailwindMerge } from 'tailwind-merge'

/** Our own utilities and token names, so that a later class wins over an earlier one of the same kind. */
const merge = extendTailwindMerge({
  extend: { classGroups: { 'bg-color': ['glass', 'glass-raised', 'surface-solid'] } },
})

/** Joins class names; of two that set the same property the last one stays. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes))
}

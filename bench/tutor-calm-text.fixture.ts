/** Stands in for `use-calm-text` on the page of the benchmark: notes how much of the answer is drawn. */
import { useLayoutEffect } from 'react'
import { useCalmText as useOriginal } from '../components/tutor/markdown/use-calm-text'

export const drawn = { length: 0 }

export function useCalmText(text: string): string {
  const shown = useOriginal(text)
  useLayoutEffect(() => {
    drawn.length = shown.length
  })
  return shown
}

'use client'

import { useEffect } from 'react'

/** The class of text boxes that grow with their words, for browsers that know `field-sizing`. */
const growing = 'textarea.field-sizing-content'
/** After any of these a box may hold other words: typed, sent, put in by a button. */
const moments = ['input', 'submit', 'reset', 'keydown', 'click', 'focusin'] as const

/**
 * Lets text boxes grow with their words where the browser does not do it by itself (Firefox, Safari before 26). Their
 * smallest and largest height stay those of the style sheet.
 */
export function GrowingFields() {
  useEffect(() => {
    if (CSS.supports('field-sizing', 'content')) return
    let request = 0
    const look = () => {
      // After React has put the new words in.
      cancelAnimationFrame(request)
      request = requestAnimationFrame(() => document.querySelectorAll<HTMLTextAreaElement>(growing).forEach(grow))
    }
    look()
    for (const moment of moments) document.addEventListener(moment, look)
    return () => {
      cancelAnimationFrame(request)
      for (const moment of moments) document.removeEventListener(moment, look)
    }
  }, [])
  return null
}

function grow(box: HTMLTextAreaElement): void {
  const borders = box.offsetHeight - box.clientHeight
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight + borders}px`
}

import { pageViewerField, pageViewerHeader } from '@/lib/page-viewer'

/** Where the frame of a signed-in page says for whom it was made: `data-page-viewer`, an account's id. */
const selector = '[data-page-viewer]'

/** For whom this page was made; undefined for strangers. */
export function pageViewer(): string | undefined {
  return document.querySelector<HTMLElement>(selector)?.dataset.pageViewer
}

/** The same as a header of a request. */
export function pageViewerHeaders(): Record<string, string> {
  const id = pageViewer()
  return id ? { [pageViewerHeader]: id } : {}
}

/** A form as it is sent from this page. */
export function signedForm(form: FormData): FormData {
  const id = pageViewer()
  if (id) form.set(pageViewerField, id)
  return form
}

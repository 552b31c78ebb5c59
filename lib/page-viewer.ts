/**
 * Whose page it is. A tab stays open while another one logs somebody else in: what is written there must not be saved as
 * theirs. Every call says for whom its page was made; the session alone decides who is asking. Pure.
 */

/** The header that carries it to API routes. */
export const pageViewerHeader = 'x-page-viewer'

/** The field that carries it with forms. */
export const pageViewerField = 'page-viewer'

/** The header in which the proxy tells a page what was searched for in its address: `?q=algebra`, or nothing. */
export const searchHeader = 'x-page-search'

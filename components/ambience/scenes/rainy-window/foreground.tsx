const wisps = ['M180 66c-10-12 9-19 0-33s6-19 0-30', 'M197 68c-9-11 8-16 0-29s6-16 0-26']

/** What stands in front of the pane: the bar of the window, the sill, and what somebody left on it. Painted in `rainy-window.css`. */
export function RainyWindowForeground() {
  return (
    <>
      <div className="rainy-window-bar" />
      <div className="rainy-window-sill" />
      <div className="rainy-window-things">
        {/* Each wisp is an element of its own, so that it moves on the compositor and nothing is painted again. */}
        {wisps.map((wisp) => (
          <svg key={wisp} viewBox="0 0 260 150" aria-hidden="true" fill="none" className="rainy-window-steam">
            <path d={wisp} strokeWidth="5" strokeLinecap="round" />
          </svg>
        ))}
        <svg viewBox="0 0 260 150" aria-hidden="true" fill="none">
          <defs>
            <linearGradient id="rainy-window-cup" x1="0" x2="1">
              <stop offset="0" className="rainy-window-cup-lit" />
              <stop offset="0.28" className="rainy-window-cup-body" />
              <stop offset="1" className="rainy-window-cup-shade" />
            </linearGradient>
            <linearGradient id="rainy-window-shadow" x1="0" x2="0" y1="0" y2="1">
              <stop offset="0" className="rainy-window-shadow-near" />
              <stop offset="1" className="rainy-window-shadow-far" />
            </linearGradient>
          </defs>
          <path d="M8 142h126l24 18H34ZM142 141h92l26 19h-92Z" fill="url(#rainy-window-shadow)" />
          <g>
            <path d="M14 118h114v26H14a13 13 0 0 1 0-26Z" className="rainy-window-book-one" />
            <path d="M15 123h113v16H15a8 8 0 0 1 0-16Z" className="rainy-window-pages" />
            <path d="M14 128h114M14 134h114" className="rainy-window-lines" strokeWidth="1" />
            <path
              d="M24 96h94v22H24a11 11 0 0 1 0-22Z"
              className="rainy-window-book-two"
              transform="rotate(-1.5 70 107)"
            />
            <path d="M25 100h93v14H25a7 7 0 0 1 0-14Z" className="rainy-window-pages" transform="rotate(-1.5 70 107)" />
            <path d="M14 118h114" className="rainy-window-rim" strokeWidth="1.2" />
            <path d="M22 97l96-2.5" className="rainy-window-rim" strokeWidth="1.2" />
          </g>
          <ellipse cx="188" cy="141" rx="48" ry="6" fill="url(#rainy-window-cup)" />
          <path d="M141 140c4-3 20-4.5 47-4.5s43 1.5 47 4.5" className="rainy-window-rim" strokeWidth="1.2" />
          <path d="M216 91c18-5 24 27-6 29" className="rainy-window-handle" strokeWidth="6" strokeLinecap="round" />
          <path d="M155 80h66c0 32-9 52-17 58h-32c-8-6-17-26-17-58Z" fill="url(#rainy-window-cup)" />
          <ellipse cx="188" cy="80" rx="33" ry="5.5" className="rainy-window-coffee" />
          <path d="M155.5 82c1 28 8 47 16.5 55" className="rainy-window-rim" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
      </div>
    </>
  )
}

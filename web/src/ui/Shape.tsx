import './shape.css'

export type Tone =
  | 'good'
  | 'watch'
  | 'warn'
  | 'critical'
  | 'stale'
  | 'suppressed'
  | 'missing'
  | 'not_yet_due'
  | 'provisional'
  | 'withdrawn'
  | 'zero'

/** Drawn, not typed: the glyphs ● ◆ ■ ▲ ◌ ▨ come from whatever font a machine happens to have. */
export function Shape({ tone }: { tone: Tone }) {
  return (
    <svg className="shape" data-tone={tone} viewBox="0 0 20 20" aria-hidden="true">
      <ShapePath tone={tone} />
    </svg>
  )
}

/** The outline alone, on a field of 20 × 20, for pictures that are SVG already. */
export function ShapePath({ tone }: { tone: Tone }) {
  const ring = { fill: 'none', stroke: 'currentColor', strokeWidth: 2.4 }
  switch (tone) {
    case 'good':
      return <circle cx="10" cy="10" r="7.5" fill="currentColor" />
    case 'watch':
      return <path d="M10 1 19 10 10 19 1 10Z" fill="currentColor" />
    case 'warn':
      return <path d="M2.5 2.5h15v15h-15Z" fill="currentColor" />
    case 'critical':
      return <path d="M10 1.5 19.5 18H.5Z" fill="currentColor" />
    case 'stale':
      return <circle cx="10" cy="10" r="7.5" strokeDasharray="3.2 2.7" {...ring} />
    case 'suppressed':
      return <path d="M2.5 2.5h15v15h-15ZM3 10 10 3M3 17 17 3M10 17l7-7" {...ring} strokeWidth={2} />
    case 'missing':
      return <path d="M3 10h14" {...ring} />
    case 'not_yet_due':
      return <path d="M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15M10 5.5V10l3.2 2.2" {...ring} />
    case 'provisional':
      return (
        <>
          <circle cx="10" cy="10" r="7.5" {...ring} />
          <path d="M10 2.5a7.5 7.5 0 0 1 0 15Z" fill="currentColor" />
        </>
      )
    case 'withdrawn':
      return <path d="M10 2.5a7.5 7.5 0 1 1 0 15a7.5 7.5 0 1 1 0-15M4.8 4.8l10.4 10.4" {...ring} />
    case 'zero':
      return <circle cx="10" cy="10" r="7.5" {...ring} />
  }
}

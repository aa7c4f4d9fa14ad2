const PATHS = { right: 'M2 10h14M11 4.5 16.5 10 11 15.5', up: 'M10 3 18 17H2Z', down: 'M10 17 2 3h16Z' }

/** Drawn, not typed, as shapes are: a font may lack it. */
export function Arrow({ to = 'right' }: { to?: keyof typeof PATHS }) {
  return (
    <svg className="make-arrow" viewBox="0 0 20 20" aria-hidden="true">
      <path
        d={PATHS[to]}
        fill={to === 'right' ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={to === 'right' ? 2.2 : 0}
      />
    </svg>
  )
}

/** Up or down as a shape, for whoever sees no colour. */
export function Way({ way }: { way: 'up' | 'down' }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="way" data-way={way}>
      <path d={way === 'up' ? 'M10 2 18.5 17h-17Z' : 'M10 18 1.5 3h17Z'} fill="currentColor" />
    </svg>
  )
}

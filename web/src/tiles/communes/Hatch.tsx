/** The pattern of what may not be told, or is old; `size` in the units of whoever is filled with it. */
export function Hatch({ id, size }: { id: string; size: number }) {
  // Where nothing is laid out yet.
  if (size === Number.POSITIVE_INFINITY) return null
  return (
    <defs>
      <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className="map-hatch" x1="0" y1="0" x2="0" y2={size} strokeWidth={size * 0.55} />
      </pattern>
    </defs>
  )
}

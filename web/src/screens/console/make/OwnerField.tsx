import type { MakingOptions } from '@ioc/server/contract'
import { useState } from 'react'
import { UnitField } from '../UnitField.tsx'

/** Who brings a page by hand may be a commune; a source that is asked is a department's. */
const BY_HAND = new Set(['form', 'file'])

/** Who answers for a feed, found by typing the name. */
export function OwnerField({
  id,
  connector,
  owners,
  owner,
  onChange,
}: {
  id: string
  connector: string
  owners: MakingOptions['owners']
  owner: string
  onChange(owner: string): void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const offered = owners.filter(({ key, isCommune }) => !isCommune || BY_HAND.has(connector) || key === owner)
  const named = offered.find(({ key }) => key === owner)?.name ?? owner
  const put = (text: string) => {
    const found = offered.find(({ name }) => name === text)
    setTyped(found ? null : text)
    onChange(found?.key ?? '')
  }
  return <UnitField id={id} units={offered} value={typed ?? named} onChange={put} />
}

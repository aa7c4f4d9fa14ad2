/** One person by another spelling of the same name is one person. */
export function isSamePerson(one: string | null, other: string): boolean {
  const plain = (name: string) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('vi')
  return one !== null && plain(one) === plain(other)
}

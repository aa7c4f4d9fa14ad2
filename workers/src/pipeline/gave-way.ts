/** A source keeps us waiting while others wait for its place: it goes on where it keeps nobody waiting. */
export class GaveWay extends Error {
  override name = 'GaveWay'
  readonly seconds: number

  constructor(waitedMs: number) {
    super('The source keeps others waiting.')
    this.seconds = Math.round(waitedMs / 1_000)
  }
}

/** Where the public page is: figures that are for anybody. One of them stands under it by its id. */
export const OPEN = '/open'

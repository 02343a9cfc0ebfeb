/** Where the catalogue, read once at the start, is found in Nest's container. */
export const catalogueToken = Symbol('Catalogue');

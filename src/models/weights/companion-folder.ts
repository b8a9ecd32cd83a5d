/** Among the files of a model, those of the one that helps it lie in here; no model of a hub has a folder of this name. */
export const COMPANION_FOLDER = '@companion/';

// How large a picture is drawn.

export type Size = { width: number; height: number };

/**
 * The pixels that the asset has: those the server names, unless the picture has another shape, as one
 * that was turned has.
 */
export function wholeOf(named: Size | null, picture: Size): Size {
  if (named === null || named.width <= 0 || named.height <= 0) return picture;
  const shape = (of: Size): number => of.width / of.height;
  const alike = Math.abs(shape(named) / shape(picture) - 1) < 0.02;
  return alike && named.width >= picture.width ? named : picture;
}

/** At 100 %, where a pixel of the asset is one of the screen: in pixels of the page. */
export function atFull(whole: Size, scale: number): Size {
  return { width: whole.width / scale, height: whole.height / scale };
}

/** Inside a room, and never more than 100 %. */
export function fitting(full: Size, room: Size): Size {
  const share = Math.min(1, room.width / full.width, room.height / full.height);
  return { width: full.width * share, height: full.height * share };
}

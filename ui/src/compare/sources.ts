// What can be compared: assets, their versions, and both sides of a conflict. Each has a picture.

import type { RowView, ThumbnailSizeView, VersionView } from "../ipc/bindings";
import { send } from "../ipc/desk";
import { shownName } from "../state/kinds";
import { dateTime } from "../words/format";
import { t } from "../words/words.svelte";

export type Source = {
  id: string;
  /** What it is called where both are called by it. */
  label: string;
  detail: string;
  /** The address of its picture; rejects where there is none. */
  picture: (size: ThumbnailSizeView) => Promise<string>;
};

/** An asset as it is here. */
export function assetSource(connection: string | null, row: RowView): Source {
  const { path } = row;
  return {
    id: path,
    label: shownName(row),
    detail: path,
    picture: (size) => address(send({ intent: "thumbnail", connection, path, size }, "thumbnail")),
  };
}

/** A state of an asset: an earlier version, or what the server has as the current one. */
export function versionSource(connection: string | null, row: RowView, version: VersionView): Source {
  const { path } = row;
  const words = t().details;
  return {
    id: version.current ? "current" : `version ${version.id}`,
    label: version.current ? words.currentVersion : words.version(version.label),
    detail: [version.created ? dateTime(version.created) : "", version.created_by ?? "", version.comment ?? ""].filter((one) => one !== "").join(" · "),
    picture: (size) =>
      address(
        version.current
          ? send({ intent: "remote-thumbnail", connection, path, size }, "thumbnail")
          : send({ intent: "version-thumbnail", connection, path, version: version.id, size }, "thumbnail"),
      ),
  };
}

/** Both sides of an asset that was changed here and on the server. */
export function sideSources(connection: string | null, path: string): Source[] {
  const words = t().dialogs.conflict;
  return [
    {
      id: "mine",
      label: words.mine,
      detail: path,
      picture: (size) => address(send({ intent: "local-thumbnail", connection, path, size }, "thumbnail")),
    },
    {
      id: "theirs",
      label: words.theirs,
      detail: path,
      picture: (size) => address(send({ intent: "remote-thumbnail", connection, path, size }, "thumbnail")),
    },
  ];
}

async function address(sent: Promise<{ data: string }>): Promise<string> {
  const { data } = await sent;
  return `data:${data.startsWith("iVBOR") ? "image/png" : "image/jpeg"};base64,${data}`;
}

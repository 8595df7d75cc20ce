// Japanese.

import type { Words } from "./words.svelte";
import { actions, refusals } from "./ja/actions";
import { browse } from "./ja/browse";
import { common } from "./ja/common";
import { details } from "./ja/details";
import { errors } from "./ja/errors";
import { shell } from "./ja/shell";
import { statuses } from "./ja/statuses";
import { connect } from "./ja/connect";
import { dialogs } from "./ja/dialogs";
import { doctor } from "./ja/doctor";
import { compare } from "./ja/compare";
import { files } from "./ja/files";
import { preferences } from "./ja/preferences";
import { recovered } from "./ja/recovered";
import { transfers } from "./ja/transfers";
import { tray } from "./ja/tray";

export const ja: Words = {
  common,
  shell,
  browse,
  details,
  statuses,
  actions,
  refusals,
  errors,
  connect,
  dialogs,
  doctor,
  compare,
  files,
  preferences,
  recovered,
  transfers,
  tray,
};

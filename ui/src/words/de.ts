// German.

import type { Words } from "./words.svelte";
import { actions, refusals } from "./de/actions";
import { browse } from "./de/browse";
import { common } from "./de/common";
import { details } from "./de/details";
import { errors } from "./de/errors";
import { shell } from "./de/shell";
import { statuses } from "./de/statuses";
import { connect } from "./de/connect";
import { dialogs } from "./de/dialogs";
import { doctor } from "./de/doctor";
import { compare } from "./de/compare";
import { files } from "./de/files";
import { preferences } from "./de/preferences";
import { recovered } from "./de/recovered";
import { transfers } from "./de/transfers";
import { tray } from "./de/tray";

export const de: Words = {
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

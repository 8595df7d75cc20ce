// German.

import type { Words } from "./words.svelte";
import { actionNames, shared } from "./catalogue";
import { actions } from "./de/actions";
import { browse } from "./de/browse";
import { common } from "./de/common";
import { collections } from "./de/collections";
import { compare } from "./de/compare";
import { files } from "./de/files";
import { details } from "./de/details";
import { errors } from "./de/errors";
import { shell } from "./de/shell";
import { statuses } from "./de/statuses";
import { connect } from "./de/connect";
import { dialogs } from "./de/dialogs";
import { doctor } from "./de/doctor";
import { metadata } from "./de/metadata";
import { preferences } from "./de/preferences";
import { recovered } from "./de/recovered";
import { transfers } from "./de/transfers";
import { tray } from "./de/tray";

const both = shared("de");

export const de: Words = {
  common: { ...common, ...both.common },
  shell: { ...shell, ...both.shell, brake: { ...shell.brake, ...both.brake } },
  browse,
  collections,
  compare,
  files,
  details,
  statuses: { ...statuses, ...both.statuses, transfer: { ...both.transfers.states, ...statuses.transfer } },
  actions: { ...actions, byAction: actionNames("de") },
  refusals: both.refusals,
  errors: { ...errors, ...both.errors },
  connect,
  dialogs,
  doctor: { ...doctor, ...both.doctor },
  metadata,
  preferences,
  recovered: { ...recovered, ...both.recovered },
  transfers: { ...transfers, ...both.transfers },
  tray,
};

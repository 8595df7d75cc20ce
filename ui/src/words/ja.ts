// Japanese.

import type { Words } from "./words.svelte";
import { actionNames, shared } from "./catalogue";
import { actions } from "./ja/actions";
import { browse } from "./ja/browse";
import { common } from "./ja/common";
import { collections } from "./ja/collections";
import { compare } from "./ja/compare";
import { files } from "./ja/files";
import { details } from "./ja/details";
import { errors } from "./ja/errors";
import { shell } from "./ja/shell";
import { statuses } from "./ja/statuses";
import { connect } from "./ja/connect";
import { dialogs } from "./ja/dialogs";
import { doctor } from "./ja/doctor";
import { metadata } from "./ja/metadata";
import { preferences } from "./ja/preferences";
import { recovered } from "./ja/recovered";
import { transfers } from "./ja/transfers";
import { tray } from "./ja/tray";

const both = shared("ja");

export const ja: Words = {
  common: { ...common, ...both.common },
  shell: { ...shell, ...both.shell, brake: { ...shell.brake, ...both.brake } },
  browse,
  collections,
  compare,
  files,
  details,
  statuses: { ...statuses, ...both.statuses, transfer: { ...both.transfers.states, ...statuses.transfer } },
  actions: { ...actions, byAction: actionNames("ja") },
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

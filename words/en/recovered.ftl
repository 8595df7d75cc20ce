## Why a file was moved to Recovered

kept-discarded = You discarded your changes
kept-kept-theirs = You kept their version in a conflict
kept-deleted = It was deleted on the server
kept-altered = The server changed the file while receiving it, or somebody overwrote it right away
kept-removed-from-server = It was removed from the server
kept-replaced = It would have been replaced
kept-other = It would have been lost

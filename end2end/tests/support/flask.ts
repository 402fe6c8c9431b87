// extra: passage
// Installs Flask and passage-identity, and starts a back end. Its clock is ahead.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The Python that scripts/setup-tests has installed. */
export const PYTHON =
  process.env.PASSAGE_PYTHON ??
  join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'latchkey/tools/passage/bin/python');

/** Runs the same back end with a clock that is eleven minutes ahead: longer than an access token lives. */
export const AHEAD = `
import datetime, sys
import jwt.api_jwt
class Ahead(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(minutes=11)
jwt.api_jwt.datetime = Ahead
from app import app
app.run(port=int(sys.argv[1]))
`;

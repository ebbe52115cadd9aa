// A real OpenID provider (oidc-provider, certified by the OpenID Foundation) for the tests: one client, one employee with groups.
// Arguments: redirect URI of the client. Prints its issuer on the first line and ends with its standard input.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [redirect] = process.argv.slice(2);
const server = createServer((request, response) => handle(request, response));
let handle;
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'einwand', client_secret: 'geheim-fuer-den-test', redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
    pkce: { required: () => true, methods: ['S256'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'groups'], profile: ['given_name', 'family_name'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, given_name: 'Jana', family_name: 'Wirth', email: 'j.wirth@auenbrueck.example', email_verified: true, groups: ['Bauleitplanung'] }),
    }),
  });
  handle = provider.callback();
  console.log(issuer);
});
process.stdin.on('end', () => process.exit(0)).resume();

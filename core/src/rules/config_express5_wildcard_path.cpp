#include "support.hpp"

namespace whycors::rules {

extern Rule const config_express5_wildcard_path;
constinit Rule const config_express5_wildcard_path{
    .code = "WC6004",
    .name = "config-express5-wildcard-path",
    .category = Category::blocked,
    .title = "`'*'` is no path in Express 5",
    .told = "`'*'` is no path in Express 5, so that the server does not start",
    .advice = "remove the line: `app.use(cors(options))` answers preflights on every path by itself; where a "
              "route is wanted, write `'/{*splat}'`",
};

extern std::string_view const config_express5_wildcard_path_explanation;
constinit std::string_view const config_express5_wildcard_path_explanation = R"explain(
Express 5 wants a name behind `*`: `app.options('*', cors())` throws when the server starts. The line is needed in no version: `app.use(cors(options))`, before all routes, answers preflights on every path, also on those that no route has.

**Mend it.** Delete the line. Where one route alone has `cors()`, add `app.options('/that/path', cors(options))` for it; a wildcard is spelt `'/{*path}'`.

```bad
TypeError: Missing parameter name at index 1: *; visit https://git.new/pathToRegexpError for info
    at app.options('*', cors())
```

```good
const app = express()
app.use(cors({ origin: 'https://app.example.com' }))
app.put('/items/:id', save)
```

See [Express 5: path syntax](https://expressjs.com/en/guide/migrating-5.html#path-syntax).
)explain";

} // namespace whycors::rules

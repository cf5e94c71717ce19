#include "platforms.hpp"

namespace whycors::platforms {

extern Platform const gcs;
constinit Platform const gcs{
    .name = "gcs",
    .label = "Google Cloud Storage",
    .config = R"config(
[
  {
    "origin": [@origins:"@],
    "method": [@methods:"@],
    "responseHeader": [@headers:"@],
    "maxAgeSeconds": @max_age@
  }
]
)config",
    .traps = R"traps(Set it with `gcloud storage buckets update gs://BUCKET --cors-file=cors.json`.
`responseHeader` is for request headers of the preflight as well as for those to expose.
The authenticated download endpoint storage.cloud.google.com ignores it: use storage.googleapis.com.)traps",
    .documentation = "https://cloud.google.com/storage/docs/using-cors",
    .comment = "",
    .marks = R"marks(server: uploadserver
x-guploader-uploadid:
text: storage.googleapis.com
text: gsutil cors)marks",
};

} // namespace whycors::platforms

#pragma once

#include <string>
#include <string_view>

namespace report {

/// Text that the page's script unpacks: deflated, with zlib's header, in base64. The same text gives the same bytes.
std::string packed(std::string_view text);

}  // namespace report

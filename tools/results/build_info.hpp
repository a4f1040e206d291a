#pragma once

#include <string>
#include <utility>
#include <vector>

namespace results {

/// What the running program was made from, for the manifest of a result folder.
struct BuildInfo {
  std::string version;     ///< "0.1.0"
  std::string commit;      ///< 40 hex digits, "+changes" after them if tracked files differed; "unknown" outside git
  std::string compiler;    ///< "GNU 12.2.0"
  std::string flags;       ///< those that change the code generated
  std::string build_type;  ///< "Release"
  /// Name and version: of headers as compiled, of shared libraries as loaded where they say so.
  std::vector<std::pair<std::string, std::string>> libraries;
  std::string licence = {};  ///< first line of LICENSE; of the running program only
};

const BuildInfo& build_info();

}  // namespace results

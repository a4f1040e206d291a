#include "tools/commands.hpp"
#include "tools/report/attach.hpp"
#include "tools/report/write.hpp"
#include "tools/threads.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tools {

int report(const ReportOptions& options) {
  const std::filesystem::path folder = options.folder;
  for (const std::string& sweep : options.sweeps) ::report::attach_sweep(folder, sweep);
  ::report::write_report(folder, threads_of(options.threads));
  if (!options.quiet) fmt::print("Report: {}\n", (folder / "report.html").string());
  return 0;
}

}  // namespace tools

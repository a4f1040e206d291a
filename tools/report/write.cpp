#include "tools/report/write.hpp"

#include "sim/replications.hpp"
#include "tools/quality/files.hpp"
#include "tools/report/build.hpp"
#include "tools/report/inputs.hpp"
#include "tools/report/measures_json.hpp"
#include "tools/report/page.hpp"
#include "tools/report/workbook.hpp"
#include "tools/results/folder.hpp"
#include "tools/results/read_folder.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace report {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t page_bytes = 1'490'000;  ///< so that a mailbox takes it: less than 1.5 MB
constexpr std::size_t least_measures = 60'000, most_measures = 300'000, around_measures = 100;

/// The page with as much to choose from as there is room for beside what everybody is shown.
std::string whole_page(Report report, const Inputs& inputs) {
  const std::size_t rest = page(report).size() + around_measures;
  report.measures =
      measures_json(inputs, std::clamp(page_bytes - std::min(page_bytes, rest), least_measures, most_measures));
  return page(report);
}

/// The workbook's bytes: its library writes a file only, which is beside the rest for a moment, under a hidden name.
std::string workbook(const Report& report, const Inputs& inputs) {
  const fs::path file = inputs.folder() / ".report.xlsx";
  struct Removed {
    const fs::path& file;
    ~Removed() {
      std::error_code none_there;
      fs::remove(file, none_there);
    }
  } removed{file};
  write_workbook(report, inputs, file);
  return results::content_of(file);
}

}  // namespace

void write_report(const fs::path& folder, unsigned threads,
                  const std::function<void(const fs::path&, std::string_view)>& write) {
  const Inputs inputs(folder, threads);
  const Report report = build(inputs, threads);
  // Of these, only the quality files draw graphs, as only one of the sections above does: Graphviz is for one at a
  // time.
  std::string html, xlsx;
  std::vector<std::pair<std::string, std::string>> reviewed;
  const std::array<std::function<void()>, 3> parts{[&] { reviewed = quality::quality_files(inputs); },
                                                   [&] { xlsx = workbook(report, inputs); },
                                                   [&] { html = whole_page(report, inputs); }};
  sim::run_replications(parts.size(), threads, [&](std::size_t i) { parts[i](); });
  write("report.html", html);
  write("report.xlsx", xlsx);
  for (const auto& [name, content] : reviewed) write(name, content);
}

void write_report(const fs::path& folder, unsigned threads) {
  write_report(folder, threads, [&](const fs::path& name, std::string_view content) {
    const fs::path file = folder / name;
    std::error_code failed;
    fs::create_directories(file.parent_path(), failed);
    if (failed) throw results::write_error(file.parent_path(), failed.value());
    results::write_file(file, content, true);
  });
}

}  // namespace report

#include "tools/report/write.hpp"

#include "tests/tools/quality/made.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <string_view>

// This case also runs under ThreadSanitizer (CMakeLists.txt).

TEST_CASE("a report is the same to the byte however many threads make it") {
  for (const auto& folder : {made::abuse_folder(), made::network_folder()}) {
    CAPTURE(folder);
    const auto files_by = [&](unsigned threads) {
      std::map<std::string, std::string> files;
      report::write_report(folder, threads, [&](const std::filesystem::path& name, std::string_view content) {
        CHECK(files.emplace(name.string(), content).second);
      });
      return files;
    };
    const auto by_one = files_by(1);
    CHECK(by_one.contains("report.html"));
    CHECK(by_one.contains("report.xlsx"));
    CHECK(by_one.contains("quality/stress_des.md"));
    for (const unsigned threads : {2U, 8U}) {
      CAPTURE(threads);
      const auto by_many = files_by(threads);
      REQUIRE(by_many.size() == by_one.size());
      for (const auto& [name, content] : by_one) {
        CAPTURE(name);
        CHECK((by_many.at(name) == content));
      }
    }
  }
}

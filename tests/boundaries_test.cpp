#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fs = std::filesystem;

namespace {

/// How much of a source line a rule looks at.
enum class View {
  everything,   ///< comments too
  code,         ///< no comments
  declarations  ///< no comments, string and character literals emptied
};

struct Rule {
  std::string why;
  std::regex where;  ///< paths from the root that it binds
  View view;
  std::regex forbidden;
};

std::regex exactly(const char* text) { return std::regex(text, std::regex::optimize); }

std::regex any_case(const char* text) { return std::regex(text, std::regex::icase | std::regex::optimize); }

/// Text patterns, not a parser: they rely on the layout that tools/check enforces (one declaration a line, namespaces
/// not indented).
const std::vector<Rule>& rules() {
  static const std::vector<Rule> all{
      {"sim includes nothing of models or tools", exactly("^sim/"), View::code,
       exactly(R"(#\s*include\s*[<"](\.\./)*(models|tools)/)")},
      {"sim knows nothing of the domain", exactly("^sim/"), View::everything,
       any_case("victim|refuge|marac|idva|perpetrator")},
      {"models includes nothing of tools", exactly("^models/"), View::code,
       exactly(R"(#\s*include\s*[<"](\.\./)*tools/)")},
      {"only sim/replications includes oneTBB", exactly(R"(^(models|tools)/|^sim/(?!replications\.))"), View::code,
       exactly(R"(#\s*include\s*[<"](oneapi/)?tbb[./])")},
      {"threads live in sim/replications", exactly(R"(^models/|^sim/(?!replications\.))"), View::code,
       exactly(R"(#\s*include\s*<(thread|mutex|shared_mutex|atomic|future|condition_variable|stop_token)"
               R"(|semaphore|barrier|latch|execution|pthread\.h)>)")},
      {"models reads no clock", exactly("^models/"), View::declarations,
       exactly(
           R"(\w*clock\s*::\s*now\b|\b(gettimeofday|clock_gettime|clock|time)\s*\(\s*(\)|0|NULL|nullptr|&|CLOCK))")},
      {"models keeps no mutable static", exactly("^models/"), View::declarations,
       exactly(
           R"(^\s*((static|inline)\s+)+(?!(static|inline|const|constexpr|namespace)\b)(?!.*\boperator\b)[^({=;]*[;={])"
           R"(|^\s*((static|inline)\s+)+const\b[^({=;]*\*\s*\w+\s*[;={])"
           R"(|\bthread_local\b)")},
      {"models keeps no mutable variable at namespace scope", exactly("^models/"), View::declarations,
       exactly(
           R"(^(?!(using|namespace|struct|class|enum|union|template|typedef|friend|return|const|constexpr|inline)"
           R"(|static|thread_local|concept|extern)\b)[A-Za-z_][\w:<>,\s*&]*\s[*&]?[\w:]+(\s*=.*|\s*\{.*\})?;\s*$)")},
  };
  return all;
}

std::size_t past(const std::string& text, const std::string& closing, std::size_t from) {
  const std::size_t at = text.find(closing, from);
  return at == std::string::npos ? text.size() : at + closing.size();
}

/// \return where the comment that starts at i ends; i if none starts there
std::size_t end_of_comment(const std::string& text, std::size_t i) {
  if (text.compare(i, 2, "//") == 0) return std::min(text.find('\n', i), text.size());
  if (text.compare(i, 2, "/*") == 0) return past(text, "*/", i + 2);
  return i;
}

/// \return where the string or character literal that starts at i ends; i if none starts there
std::size_t end_of_literal(const std::string& text, std::size_t i) {
  if (text.compare(i, 2, "R\"") == 0) {
    const std::size_t open = std::min(text.find('(', i), text.size());
    return past(text, ")" + text.substr(i + 2, open - i - 2) + "\"", open);
  }
  const bool digit_separator = i > 0 && std::isxdigit(static_cast<unsigned char>(text[i - 1])) != 0;
  if (text[i] != '"' && (text[i] != '\'' || digit_separator)) return i;
  std::size_t end = i + 1;
  while (end < text.size() && text[end] != text[i]) end += text[end] == '\\' ? 2 : 1;
  return std::min(end + 1, text.size());
}

/// The text as a rule sees it, line breaks kept.
std::string seen(const std::string& text, View view) {
  if (view == View::everything) return text;
  std::string kept;
  const auto empty = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
      if (text[i] == '\n') kept += '\n';
    return to;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t end = end_of_comment(text, i); end != i) {
      i = empty(i, end);
    } else if (const std::size_t close = end_of_literal(text, i); close != i) {
      kept += view == View::code ? text.substr(i, close - i) : "\"\"";
      i = view == View::code ? close : empty(i, close);
    } else {
      kept += text[i++];
    }
  }
  return kept;
}

bool is_source(const fs::path& path) {
  static constexpr std::array<std::string_view, 6> endings{".cpp", ".hpp", ".h", ".ipp", ".inc", ".in"};
  return std::find(endings.begin(), endings.end(), path.extension().string()) != endings.end();
}

std::vector<fs::path> sources(const fs::path& root) {
  std::vector<fs::path> found;
  for (const char* layer : {"sim", "models", "tools"}) {
    if (!fs::exists(root / layer)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / layer))
      if (entry.is_regular_file() && is_source(entry.path())) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// \return where a source that has a header of its own first includes another; "" if it has none, or begins with it.
/// What a header needs and does not include is so found when its source is compiled; the target `headers` compiles the
/// rest.
std::string other_header_first(const fs::path& file, const std::string& path, const std::string& text) {
  if (file.extension() != ".cpp" || !fs::exists(fs::path(file).replace_extension(".hpp"))) return "";
  const std::string own = "\"" + fs::path(path).replace_extension(".hpp").generic_string() + "\"";
  static const std::regex include(R"(#\s*include\s*(\S+))");
  std::istringstream lines(seen(text, View::code));
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    std::smatch match;
    if (!std::regex_search(line, match, include)) continue;
    if (match[1] == own) return "";
    return path + ":" + std::to_string(number) + ": a source includes its own header first\n";
  }
  return path + ":1: a source includes its own header first\n";
}

/// \return one line for each breach: "sim/calendar.hpp:7: sim includes nothing of models or tools"
std::string breaches(const fs::path& root) {
  std::string found;
  for (const fs::path& file : sources(root)) {
    const std::string path = fs::relative(file, root).generic_string();
    const std::string text = text_of(file);
    found += other_header_first(file, path, text);
    for (const Rule& rule : rules()) {
      if (!std::regex_search(path, rule.where)) continue;
      std::istringstream lines(seen(text, rule.view));
      std::string line;
      for (int number = 1; std::getline(lines, line); ++number)
        if (std::regex_search(line, rule.forbidden))
          found += path + ":" + std::to_string(number) + ": " + rule.why + "\n";
    }
  }
  return found;
}

struct File {
  std::string path;
  std::string text;
};

/// A source tree, gone with the value.
class Planted {
 public:
  explicit Planted(const std::vector<File>& files) {
    std::string name = (fs::temp_directory_path() / "wholeplace_boundaries_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder " + name);
    root_ = name;
    for (const File& file : files) {
      fs::create_directories((root_ / file.path).parent_path());
      std::ofstream(root_ / file.path) << file.text;
    }
  }
  Planted(const Planted&) = delete;
  Planted& operator=(const Planted&) = delete;
  ~Planted() { fs::remove_all(root_); }

  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

std::string breaches_of_all(const std::vector<File>& files) { return breaches(Planted(files).root()); }
std::string breaches_of(const File& file) { return breaches_of_all({file}); }

}  // namespace

TEST_CASE("the source tree keeps its boundaries") {
  const fs::path root = WHOLEPLACE_SOURCE_DIR;
  REQUIRE(sources(root).size() > 10);
  CHECK(breaches(root) == "");
}

TEST_CASE("a breach is named by file, line and rule") {
  CHECK(breaches_of({"sim/bad.hpp", "#pragma once\n\n#include \"models/abuse/tier.hpp\"\n"}) ==
        "sim/bad.hpp:3: sim includes nothing of models or tools\n");
}

TEST_CASE("a source begins with its own header, so that the header is compiled by itself") {
  const auto with = [](const std::string& text) {
    return breaches_of_all({{"sim/a.hpp", "#pragma once\n"}, {"sim/a.cpp", text}});
  };
  CHECK(with("// What it does.\n#include \"sim/a.hpp\"\n\n#include <vector>\n") == "");
  CHECK(with("#include <vector>\n#include \"sim/a.hpp\"\n") == "sim/a.cpp:1: a source includes its own header first\n");
  CHECK(with("\n#include \"sim/b.hpp\"\n") == "sim/a.cpp:2: a source includes its own header first\n");
  CHECK(with("int a;\n") == "sim/a.cpp:1: a source includes its own header first\n");
}

TEST_CASE("every kind of breach is caught") {
  for (const File& file : std::vector<File>{
           {"sim/a.hpp", "#include \"models/experiment.hpp\""},
           {"sim/a.cpp", "#  include <tools/results/csv.hpp>"},
           {"sim/a.cpp", "#include \"../tools/results/csv.hpp\""},
           {"sim/deep/a.cpp", "/// Places in a Refuge."},
           {"sim/calendar.cpp", "#include <tbb/parallel_for.h>"},
           {"sim/calendar.cpp", "#include <atomic>"},
           {"sim/replications_plan.hpp", "#include <mutex>"},
           {"models/a.cpp", "#include \"tools/results/csv.hpp\""},
           {"models/abuse/a.cpp", "#include <thread>"},
           {"models/abuse/a.cpp", "#include <oneapi/tbb/parallel_for.h>"},
           {"models/abuse/a.cpp", "#include <tbb.h>"},
           {"tools/run.cpp", "#include <oneapi/tbb.h>"},
           {"models/a.cpp", "  auto t = std::chrono::steady_clock::now();"},
           {"models/a.cpp", "  seed = std::time(nullptr);"},
           {"models/a.cpp", "  static int calls = 0;"},
           {"models/a.cpp", "  static std::vector<int> cache;"},
           {"models/a.cpp", "  static Table table{1, 2};"},
           {"models/a.cpp", "static const char* last = nullptr;"},
           {"models/a.hpp", "inline std::size_t counter = 0;"},
           {"models/a.cpp", "thread_local int depth = 0;"},
           {"models/a.cpp", "std::map<int, int> seen_so_far;"},
           {"models/a.cpp", "int Table::instances = 0;"},
       }) {
    const std::string found = breaches_of(file);
    CAPTURE(file.text);
    CAPTURE(found);
    CHECK(std::count(found.begin(), found.end(), '\n') == 1);
  }
}

TEST_CASE("what only looks like a breach is let pass") {
  for (const File& file : std::vector<File>{
           {"sim/replications.cpp", "#include <tbb/parallel_for.h>\n#include <mutex>"},
           {"sim/a.cpp", "// #include \"models/experiment.hpp\" would be wrong"},
           {"models/a.cpp", "/* once:\n#include <thread>\n*/"},
           {"models/a.cpp", "#include \"sim/calendar.hpp\""},
           {"models/a.cpp", "const auto at = ctx.now();"},
           {"models/a.cpp", "const Time time_left = time(pair);"},
           {"models/a.cpp", "  static const std::regex unit(\"x\");"},
           {"models/a.hpp", "  static constexpr int weeks = 52;"},
           {"models/a.hpp", "inline constexpr Param fte{.path = \"a\"};"},
           {"models/a.hpp", "inline const std::string name = \"a\";"},
           {"models/a.hpp", "  static Distribution constant(double value);"},
           {"models/a.hpp", "static bool operator==(const A& a, const A& b) { return a.x == b.x; }"},
           {"models/a.hpp", "  static_assert(sizeof(int) == 4);"},
           {"models/a.hpp", "using Pence = std::int64_t;\nstruct Tier;\nenum class Draw : int { a = 1 };"},
           {"models/a.cpp", "const char* const usage = \"static int x = 0;\";"},
           {"models/a.cpp", "constexpr auto text = R\"(\nint a = 0;\nstatic int b = 1'000;\n)\";"},
           {"models/a.cpp", "constexpr int n = 1'000;  // int a = 0;\nconstexpr char c = '\"';"},
           {"tools/main.cpp", "#include <atomic>\nstatic std::atomic<bool> interrupted = false;"},
       }) {
    CAPTURE(file.text);
    CHECK(breaches_of(file) == "");
  }
}

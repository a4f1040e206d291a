#include "tools/report/measures_json.hpp"

#include "tools/report/services.hpp"
#include "tools/report/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace report {

namespace {

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_text(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? "," : "") + json_text(text);
  return out + "]";
}

std::string rounded(double value) { return std::isfinite(value) ? fmt::format("{:.6g}", value) : "null"; }

std::string cell(const Measured* m) {
  if (m == nullptr || !std::isfinite(m->mean)) return "null";
  return fmt::format("[{},{},{}]", rounded(m->mean), rounded(m->ci_low), rounded(m->ci_high));
}

/// A metric of a group, of all systems.
struct Entry {
  std::size_t metric, group;
  int rank;  ///< lower matters more
  bool kept = false, with_years = false;
  std::array<std::string, 2> values, differences;  ///< without years, with them
};

/// Ranks, of `rank_of`: main measures and areas; details of services and money.
constexpr int most_telling = 1, least_telling = 5;

class Writer {
 public:
  explicit Writer(const Inputs& inputs)
      : summary_(*inputs.summary()), differences_(inputs.differences()), systems_(inputs.finished().systems),
        others_(inputs.others()), baseline_(inputs.finished().baseline), services_(services(summary_)) {}

  std::string write(std::size_t bytes) {
    find_entries();
    std::size_t room = bytes > 2'000 ? bytes - 2'000 : 0;  // the names around it
    keep(room);
    std::string metrics, values, differences;
    std::vector<std::size_t> numbers(summary_.metrics.size(), SIZE_MAX);
    std::size_t next = 0;
    for (const Entry& e : entries_) {
      if (!e.kept) continue;
      std::size_t& number = numbers[e.metric];
      if (number == SIZE_MAX) {
        number = next++;
        metrics += (metrics.empty() ? "" : ",\n") + metric_json(e.metric);
      }
      const std::string start = fmt::format("[{},{},", number, e.group);
      values += (values.empty() ? "" : ",\n") + start + e.values[e.with_years] + "]";
      if (!e.differences[0].empty())
        differences += (differences.empty() ? "" : ",\n") + start + e.differences[e.with_years] + "]";
    }
    std::string labels;
    for (const std::string& system : systems_)
      labels += (labels.empty() ? "" : ",") + json_text(system) + ":" + json_text(readable(system));
    return fmt::format(
        "{{\"baseline\":{},\"systems\":{},\"labels\":{{{}}},\"years\":{},\"groups\":{},\n"
        "\"metrics\":[{}],\n\"values\":[{}],\n\"differences\":[{}]}}",
        json_text(baseline_), json_text(systems_), labels, json_text(summary_.years), json_text(summary_.groups),
        metrics, values, differences);
  }

 private:
  std::string row(const Measures& measures, const std::vector<std::string>& systems, const Measures::Metric& metric,
                  const std::string& group, bool with_years) const {
    std::string out = "[";
    for (const std::string& system : systems) {
      out += (out.size() > 1 ? ",[" : "[") + cell(measures.find(system, metric.name, "", group));
      if (with_years)
        for (const std::string& year : summary_.years)
          out += "," + cell(measures.find(system, metric.name, year, group));
      out += "]";
    }
    return out + "]";
  }

  bool is_nil(const Measures::Metric& metric, const std::string& group) const {
    return std::all_of(systems_.begin(), systems_.end(), [&](const std::string& system) {
      const Measured* const m = summary_.find(system, metric.name, "", group);
      return m == nullptr || !std::isfinite(m->mean) || m->mean == 0;
    });
  }

  int rank_in(const Measures::Metric& metric, const std::string& group) const {
    const int own = rank_of(services_, metric);  // a part is never told before the whole
    return group.empty() ? own : std::max(own, group.starts_with("area=") ? 1 : 2);
  }

  void find_entries() {
    for (std::size_t g = 0; g < summary_.groups.size(); ++g)
      for (std::size_t m = 0; m < summary_.metrics.size(); ++m) {
        const Measures::Metric& metric = summary_.metrics[m];
        const std::string& group = summary_.groups[g];
        if (is_nil(metric, group)) continue;
        Entry e{.metric = m, .group = g, .rank = rank_in(metric, group), .values = {}, .differences = {}};
        for (const bool with_years : {false, true}) {
          const bool years = with_years && (group.empty() || group.starts_with("area="));
          e.values[with_years] = row(summary_, systems_, metric, group, years);
          if (differences_ != nullptr && !others_.empty())
            e.differences[with_years] = row(*differences_, others_, metric, group, years);
        }
        entries_.push_back(std::move(e));
      }
  }

  static std::size_t size_of(const Entry& e, bool with_years) {
    return e.values[with_years].size() + e.differences[with_years].size();
  }

  /// Chooses what there is room for: of what matters most first the whole period, then its years; then the rest. After
  /// the first that is too much, nothing more.
  void keep(std::size_t room) {
    std::vector<bool> named(summary_.metrics.size());
    const auto choose = [&](int first, int last, const auto& needed, const auto& act) {
      for (int rank = first; rank <= last; ++rank)
        for (Entry& e : entries_) {
          if (e.rank != rank) continue;
          const std::size_t bytes = needed(e);
          if (bytes > room) room = 0;
          if (room == 0) return;
          room -= bytes;
          act(e);
        }
    };
    const auto whole = [&](int first, int last) {
      choose(
          first, last,
          [&](const Entry& e) {
            return size_of(e, false) + 30 + (named[e.metric] ? 0 : metric_json(e.metric).size() + 2);
          },
          [&](Entry& e) { e.kept = named[e.metric] = true; });
    };
    const auto years = [&](int first, int last) {
      choose(
          first, last, [&](const Entry& e) { return size_of(e, true) - size_of(e, false); },
          [&](Entry& e) { e.with_years = true; });
    };
    whole(0, most_telling);
    years(0, most_telling);
    whole(most_telling + 1, least_telling);
    years(most_telling + 1, least_telling);
  }

  std::string topic_of(const Measures::Metric& metric) const {
    if (metric.unit.starts_with("£")) return "Money";
    if (const std::string service = service_of(services_, metric.name); !service.empty())
      return "Service: " + readable(service);
    const std::size_t dot = metric.name.find('.');
    return dot == std::string::npos ? "Main measures" : capital(readable(metric.name.substr(0, dot)));
  }

  std::string metric_json(std::size_t m) const {
    const Measures::Metric& metric = summary_.metrics[m];
    return fmt::format("{{\"name\":{},\"unit\":{},\"definition\":{},\"topic\":{}}}", json_text(metric.name),
                       json_text(metric.unit), json_text(metric.definition), json_text(topic_of(metric)));
  }

  const Measures& summary_;
  const Measures* differences_;
  std::vector<std::string> systems_, others_;
  std::string baseline_;
  std::vector<std::string> services_;
  std::vector<Entry> entries_;
};

}  // namespace

std::string measures_json(const Inputs& inputs, std::size_t bytes) {
  if (inputs.is_sweep() || inputs.summary() == nullptr) return "";
  return Writer(inputs).write(bytes);
}

}  // namespace report

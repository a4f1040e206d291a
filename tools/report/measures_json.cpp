#include "tools/report/measures_json.hpp"

#include "tools/report/packed.hpp"
#include "tools/report/services.hpp"
#include "tools/report/words.hpp"
#include "tools/results/number.hpp"

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

double rounded(double value, int decimals) {
  const double unit = std::pow(10.0, std::abs(decimals));
  return decimals < 0 ? std::round(value / unit) * unit : std::round(value * unit) / unit;
}

std::string cell(const Measured* m) {
  if (m == nullptr || !std::isfinite(m->mean)) return "null";
  const double half_width = (m->ci_high - m->ci_low) / 2, nothing = 1e-9 * std::abs(m->mean);  // rounding, not chance
  const bool has_ends = std::isfinite(half_width), has_width = has_ends && half_width > nothing;
  int decimals = 0;
  if (m->mean != 0) decimals = results::decimals_for(m->mean, has_width ? 3 : 6);
  if (has_width) {
    const int for_width = results::decimals_for(half_width, 2);
    decimals = m->mean == 0 ? for_width : std::max(decimals, for_width);
  }
  const auto part = [&](double value) { return results::shortest(rounded(value, decimals)); };
  const double mean = rounded(m->mean, decimals);
  std::string text = "[" + part(mean);
  if (has_ends) {
    const std::string below = part(mean - rounded(m->ci_low, decimals)),
                      above = part(rounded(m->ci_high, decimals) - mean);
    text += "," + below + (above == below ? "" : "," + above);
  }
  return text + "]";
}

/// A metric of a group, of all systems.
struct Entry {
  std::size_t metric, group;
  int rank;  ///< lower matters more
  bool kept = false, with_years = false;
  std::array<std::string, 2> values, differences;  ///< without years, with them
};

/// One more thing that goes in.
struct Step {
  std::size_t entry;
  bool with_years;
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
    find_steps();
    std::string text = with_steps(steps_.size());
    // Few go in, many do not. Packing takes time, so what has room is guessed from what these take.
    std::size_t few = 0, many = steps_.size(), few_take = 0, many_take = packed(text).size();
    if (many_take <= bytes) return text;
    const std::size_t little = bytes / 64;  // may stay free
    while (many - few > 1 && few_take + little < bytes) {
      const double share =
          static_cast<double>(bytes - little / 2 - few_take) / static_cast<double>(many_take - few_take);
      const std::size_t middle =
          std::clamp(few + static_cast<std::size_t>(share * static_cast<double>(many - few)), few + 1, many - 1);
      text = with_steps(middle);
      const std::size_t takes = packed(text).size();
      (takes <= bytes ? few : many) = middle;
      (takes <= bytes ? few_take : many_take) = takes;
    }
    return with_steps(few);
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
    const auto has_any = [&](const std::string& system) {
      return summary_.find(system, metric.name, "", group) != nullptr;
    };
    if (std::none_of(systems_.begin(), systems_.end(), has_any)) return true;  // most are not told by most groups
    std::vector<std::string> periods{""};
    periods.insert(periods.end(), summary_.years.begin(), summary_.years.end());
    return std::all_of(systems_.begin(), systems_.end(), [&](const std::string& system) {
      return std::all_of(periods.begin(), periods.end(), [&](const std::string& period) {
        const Measured* const m = summary_.find(system, metric.name, period, group);
        return m == nullptr || !std::isfinite(m->mean) || m->mean == 0;
      });
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
          e.values[with_years] = row(summary_, systems_, metric, group, with_years);
          if (differences_ != nullptr && !others_.empty())
            e.differences[with_years] = row(*differences_, others_, metric, group, with_years);
        }
        entries_.push_back(std::move(e));
      }
  }

  /// What goes in, one after the other: of what matters most first the whole period, then its years; then the rest.
  void find_steps() {
    const auto add = [&](int first, int last, bool with_years) {
      for (int rank = first; rank <= last; ++rank)
        for (std::size_t i = 0; i < entries_.size(); ++i)
          if (entries_[i].rank == rank) steps_.push_back({i, with_years});
    };
    for (const bool with_years : {false, true}) add(0, most_telling, with_years);
    for (const bool with_years : {false, true}) add(most_telling + 1, least_telling, with_years);
  }

  std::string with_steps(std::size_t count) {
    for (Entry& e : entries_) e.kept = e.with_years = false;
    for (std::size_t i = 0; i < count; ++i) {
      Entry& e = entries_[steps_[i].entry];
      e.kept = true;
      e.with_years = steps_[i].with_years;
    }
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
  std::vector<Step> steps_;
};

}  // namespace

std::string measures_json(const Inputs& inputs, std::size_t bytes) {
  if (inputs.is_sweep() || inputs.summary() == nullptr) return "";
  return Writer(inputs).write(bytes);
}

}  // namespace report

-- Formats citations with pandoc's citeproc; run by worker.py as `pandoc lua pandoc_worker.lua`.
-- Requests, one JSON object a line:
--   {load = [works]}                    keeps works of CSL-JSON for later requests
--   {style, lang, clusters}             clusters: [[{id, locator, label, prefix, suffix, mode}]]
-- Replies, in HTML: {seconds, version}, or {seconds, clusters = [text], bibliography =
-- [{id, text}]}, or {error}.
local json = pandoc.json
local works = {}
local modes = {['suppress-author'] = 'SuppressAuthor'}

local function load_works(items)
  local doc = pandoc.read(json.encode(items), 'csljson')
  for _, work in ipairs(doc.meta.references or {}) do
    works[pandoc.utils.stringify(work.id)] = work
  end
end

local function inlines(text)
  if not text or text == '' then return pandoc.Inlines {} end
  local found = pandoc.read(text:match('^%s*(.-)%s*$'), 'html').blocks[1].content
  if text:match('^%s') then found:insert(1, pandoc.Space()) end
  if text:match('%s$') then found:insert(pandoc.Space()) end
  return found
end

local function citation(cite)
  local suffix = pandoc.Inlines {}
  if cite.locator and cite.locator ~= '' then
    -- In braces pandoc takes the label for what it is, whatever follows.
    suffix:insert(pandoc.Str('{' .. (cite.label or 'page') .. ' ' .. cite.locator .. '}'))
  end
  suffix:extend(inlines(cite.suffix))
  return pandoc.Citation(cite.id, modes[cite.mode] or 'NormalCitation', inlines(cite.prefix), suffix)
end

local function document(request)
  local references, blocks, known = pandoc.List {}, pandoc.List {}, {}
  for _, cluster in ipairs(request.clusters) do
    local citations = pandoc.List {}
    for _, cite in ipairs(cluster) do
      if not known[cite.id] then
        known[cite.id] = true
        references:insert(works[cite.id])
      end
      citations:insert(citation(cite))
    end
    blocks:insert(pandoc.Para {pandoc.Cite({pandoc.Str '?'}, citations)})
  end
  local meta = {csl = request.style, lang = request.lang, references = references}
  return pandoc.Pandoc(blocks, meta)
end

local function bare(content)
  if #content == 1 and content[1].t == 'Note' then
    return pandoc.utils.blocks_to_inlines(content[1].content)
  end
  return content
end

-- Writes all texts at once, which takes pandoc half the time of one by one.
local function written(contents)
  local blocks, texts = pandoc.List {}, pandoc.List {}
  for _, content in ipairs(contents) do
    blocks:extend {pandoc.Plain(content), pandoc.RawBlock('html', '<hr>')}
  end
  local options = pandoc.WriterOptions {wrap_text = 'none'}
  local html = pandoc.write(pandoc.Pandoc(blocks), 'html', options)
  for text in html:gmatch('%s*(.-)%s*<hr>') do texts:insert(text) end
  return texts
end

local function formatted(request)
  local contents, ids = pandoc.List {}, pandoc.List {}
  for _, block in ipairs(pandoc.utils.citeproc(document(request)).blocks) do
    if block.t == 'Para' then
      contents:insert(bare(block.content[1].content))
    elseif block.t == 'Div' and block.identifier == 'refs' then
      for _, entry in ipairs(block.content) do
        ids:insert(entry.identifier:sub(5))
        contents:insert(pandoc.utils.blocks_to_inlines(entry.content, {pandoc.Space()}))
      end
    end
  end
  local texts, reply = written(contents), {clusters = pandoc.List {}, bibliography = pandoc.List {}}
  for at, text in ipairs(texts) do
    local entry = at - #request.clusters
    if entry > 0 then
      reply.bibliography:insert({id = ids[entry], text = text})
    else
      reply.clusters:insert(text)
    end
  end
  return reply
end

local function answer(request)
  if request.load then load_works(request.load) end
  local reply = request.clusters and formatted(request) or {}
  reply.version = tostring(PANDOC_VERSION)
  reply.seconds = os.clock()
  return reply
end

for line in io.lines() do
  local fine, reply = pcall(answer, json.decode(line, false))
  io.write(json.encode(fine and reply or {error = tostring(reply)}), '\n')
  io.flush()
end

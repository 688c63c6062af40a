const got = await Promise.resolve('await'); console.log('detected', got);
